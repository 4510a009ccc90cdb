package io.gwanmun.gateway.observability;

/**
 * Turns an event into one line of text. A line is ASCII, ends with a line feed and holds no other control character,
 * whatever a caller sent. Used by one thread at a time.
 */
@FunctionalInterface
interface LineFormat {

    /** Appends the event's line, its line feed included. */
    void append(AccessEvent event, LineBuffer out);
}

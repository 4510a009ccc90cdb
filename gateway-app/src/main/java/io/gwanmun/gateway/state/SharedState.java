package io.gwanmun.gateway.state;

import reactor.core.publisher.Mono;

/**
 * The state that instances share. A bean of the program only when {@code gateway.state.redis.uri} is set. Every question is
 * answered within the time that is set, or fails: nothing waits for a server to come back, and nothing is asked twice.
 */
public interface SharedState {

    /** What to expect where something written needs state and the program has none. */
    String NEEDED =
            "the setting gateway.state.redis.uri: the address of a Redis such as redis://127.0.0.1:6379, or the word"
                    + " embedded to try things out";

    /**
     * Reads one value.
     *
     * @param key the whole key
     * @return the value on a thread of the driver's or a timer's; empty when there is none; fails with
     *     {@link StateUnavailableException}
     */
    Mono<String> get(String key);

    /**
     * Opens a stream for reading, on a connection of its own. Nothing is sent until it is read.
     *
     * @param key the whole key
     */
    StreamTail tail(String key);

    /** Says whether there is a connection now. */
    boolean isConnected();
}

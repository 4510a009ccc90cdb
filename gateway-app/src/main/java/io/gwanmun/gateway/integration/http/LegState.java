package io.gwanmun.gateway.integration.http;

/**
 * How busy the connections to a target are, over all event loops; each count may be a moment old.
 *
 * @param open connections, those being made included
 * @param idle connections of HTTP/1.1 without a call
 * @param waiting calls without a connection
 */
public record LegState(int open, int idle, int waiting) {

    LegState plus(LegState other) {
        return new LegState(open + other.open, idle + other.idle, waiting + other.waiting);
    }
}

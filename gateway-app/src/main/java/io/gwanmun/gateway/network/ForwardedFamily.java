package io.gwanmun.gateway.network;

/** The two ways in which proxies tell about a caller. */
enum ForwardedFamily {
    /** {@code X-Forwarded-For}, {@code -Proto}, {@code -Host}, {@code -Port}. */
    X_FORWARDED,
    /** {@code Forwarded}, by <a href="https://datatracker.ietf.org/doc/html/rfc7239">RFC 7239</a>. */
    FORWARDED,
    /** Each of the two. */
    BOTH;

    boolean hasForwarded() {
        return this != X_FORWARDED;
    }

    boolean hasXForwarded() {
        return this != FORWARDED;
    }
}

package io.gwanmun.gateway.integration.http;

import java.util.List;

/** The version of HTTP that is spoken with a target. */
public enum Protocol {
    /** HTTP/1.1: a connection for each call under way. */
    HTTP1,
    /** HTTP/2: many calls on one connection. Offered alone over TLS, and known beforehand without TLS. */
    HTTP2,
    /** Over TLS what the target chooses of both, HTTP/2 preferred; without TLS there is no choosing, so HTTP/1.1. */
    AUTO;

    static final String H2 = "h2";

    /**
     * Returns what is offered in a TLS handshake, best first; nothing when there is nothing to choose
     * (<a href="https://datatracker.ietf.org/doc/html/rfc7301#section-3.1">RFC 7301 section 3.1</a>).
     */
    List<String> offers() {
        return switch (this) {
            case HTTP1 -> List.of();
            case HTTP2 -> List.of(H2);
            case AUTO -> List.of(H2, "http/1.1");
        };
    }
}

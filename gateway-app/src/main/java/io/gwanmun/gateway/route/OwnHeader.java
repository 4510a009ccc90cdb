package io.gwanmun.gateway.route;

import java.util.List;
import java.util.Locale;

/** Names of headers that policies may give to the gateway alone. As callers can then no longer send them, no header in common use is one. */
public final class OwnHeader {

    private static final String SYNTAX = "[A-Za-z][A-Za-z0-9-]{0,63}";

    /** What frames messages, belongs to one connection, speaks of proxies, or means something between clients and services. */
    private static final List<String> OTHERS = List.of(
            "accept*",
            "access-control-*",
            "authorization",
            "cache-control",
            "connection",
            "content-*",
            "cookie",
            "date",
            "dnt",
            "expect",
            "forwarded",
            "from",
            "grpc-*",
            "host",
            "http2-settings",
            "idempotency-key",
            "if-*",
            "keep-alive",
            "last-event-id",
            "max-forwards",
            "origin",
            "pragma",
            "prefer",
            "priority",
            "proxy-*",
            "range",
            "referer",
            "sec-*",
            "soapaction",
            "te",
            "traceparent",
            "tracestate",
            "trailer",
            "transfer-encoding",
            "upgrade*",
            "user-agent",
            "via",
            "x-forwarded*",
            "x-http-method*",
            "x-original-*",
            "x-real-ip",
            "x-request-id",
            "x-requested-with",
            "x-rewrite-url");

    private OwnHeader() {}

    /**
     * Returns a name as it is.
     *
     * @throws IllegalArgumentException when it is no name, or one of a header that is not the gateway's to take
     */
    public static String parse(String name) {
        if (!name.matches(SYNTAX)) {
            throw new IllegalArgumentException(
                    "header: " + name + " (expected: letters, digits and hyphens, beginning with a letter)");
        }
        String small = name.toLowerCase(Locale.ROOT);
        for (String other : OTHERS) {
            boolean taken = other.endsWith("*")
                    ? small.startsWith(other.substring(0, other.length() - 1))
                    : small.equals(other);
            if (taken) {
                throw new IllegalArgumentException(
                        "header: " + name + " (expected: a name that has no other meaning, such as X-User-Id)");
            }
        }
        return name;
    }
}

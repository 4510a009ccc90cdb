package io.gwanmun.gateway.ingress;

import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;

/**
 * Removes on arrival what belongs to one connection only
 * (<a href="https://datatracker.ietf.org/doc/html/rfc9110#section-7.6.1">RFC 9110</a>) and what a caller could use to speak
 * about itself as a proxy would. Done before any rule looks and before the gateway adds a header of its own, so a caller
 * cannot name a header of ours in {@code Connection} and have it removed later.
 *
 * <p>The framing headers stay: the server below needs them, and the call behind writes its own.
 */
final class ArrivingHeaders {

    private static final List<AsciiString> OF_THE_CONNECTION = List.of(
            HttpHeaderNames.CONNECTION,
            AsciiString.cached("keep-alive"),
            AsciiString.cached("proxy-connection"),
            HttpHeaderNames.TE,
            HttpHeaderNames.TRAILER,
            HttpHeaderNames.UPGRADE,
            AsciiString.cached("http2-settings"));

    private static final List<AsciiString> OF_PROXIES = List.of(
            AsciiString.cached("forwarded"),
            AsciiString.cached("x-forwarded-for"),
            AsciiString.cached("x-forwarded-host"),
            AsciiString.cached("x-forwarded-port"),
            AsciiString.cached("x-forwarded-prefix"),
            AsciiString.cached("x-forwarded-proto"),
            AsciiString.cached("x-forwarded-ssl"),
            AsciiString.cached("x-real-ip"));

    private static final Set<String> FRAMING = Set.of("content-length", "transfer-encoding", "host");

    private ArrivingHeaders() {}

    /** Removes from the headers of a request, in place, what must not go further. */
    static void clean(HttpHeaders headers) {
        if (headers.contains(HttpHeaderNames.CONNECTION)) {
            headers.getAll(HttpHeaderNames.CONNECTION).forEach(value -> removeNamed(headers, value));
        }
        removeAll(headers, OF_THE_CONNECTION);
        removeAll(headers, OF_PROXIES);
    }

    private static void removeAll(HttpHeaders headers, List<AsciiString> names) {
        for (int i = 0; i < names.size(); i++) {
            headers.remove(names.get(i));
        }
    }

    private static void removeNamed(HttpHeaders headers, String value) {
        for (String token : value.split(",", -1)) {
            String name = token.strip().toLowerCase(Locale.ROOT);
            if (!name.isEmpty() && !FRAMING.contains(name)) {
                headers.remove(name);
            }
        }
    }
}

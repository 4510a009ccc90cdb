package io.gwanmun.gateway.network;

import java.util.List;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.api.Revision;
import io.gwanmun.gateway.pipeline.Origin;

/**
 * Tells a service who called: {@code X-Forwarded-For}, {@code -Proto}, {@code -Host}, {@code -Port} and {@code Forwarded}, written
 * afresh for each call. The list of addresses begins with the caller and holds behind it only proxies that are trusted, so a
 * service may believe the whole of it.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7239">RFC 7239</a>
 */
public final class ForwardedHeaders {

    private static final AsciiString FOR = AsciiString.cached("x-forwarded-for");
    private static final AsciiString HOST = AsciiString.cached("x-forwarded-host");
    private static final AsciiString PORT = AsciiString.cached("x-forwarded-port");
    private static final AsciiString PROTO = AsciiString.cached("x-forwarded-proto");
    private static final AsciiString FORWARDED = AsciiString.cached("forwarded");

    private final boolean hasXForwarded;
    private final boolean hasForwarded;

    private ForwardedHeaders(ForwardedFamily family) {
        hasXForwarded = family.hasXForwarded();
        hasForwarded = family.hasForwarded();
    }

    /** Returns the writer that a revision asks for. */
    public static ForwardedHeaders of(Revision revision) {
        return new ForwardedHeaders(NetworkSource.of(revision).write());
    }

    /**
     * Writes the headers, in place of what a filter may have put there.
     *
     * @param headers the headers of the call to the service
     * @param origin where the call comes from
     * @param hostField the {@code Host} field of the request, null without one
     */
    public void write(HttpHeaders headers, Origin origin, @Nullable String hostField) {
        String host = origin.host() == null ? hostField : origin.host();
        if (hasXForwarded) {
            headers.set(FOR, addresses(origin));
            headers.set(PROTO, origin.scheme());
            headers.set(PORT, port(host, origin.scheme()));
            if (host == null) {
                headers.remove(HOST);
            } else {
                headers.set(HOST, host);
            }
        }
        if (hasForwarded) {
            headers.set(FORWARDED, elements(origin, host));
        }
    }

    private static String addresses(Origin origin) {
        List<String> proxies = origin.proxies();
        return proxies.isEmpty() ? origin.text() : origin.text() + ", " + String.join(", ", proxies);
    }

    private static String elements(Origin origin, @Nullable String host) {
        StringBuilder text = new StringBuilder(96);
        appendNode(text, origin.text());
        text.append(";proto=").append(origin.scheme());
        if (host != null) {
            text.append(";host=");
            appendValue(text, host);
        }
        List<String> proxies = origin.proxies();
        for (int i = 0; i < proxies.size(); i++) {
            appendNode(text.append(", "), proxies.get(i));
        }
        return text.toString();
    }

    private static void appendNode(StringBuilder text, String address) {
        text.append("for=");
        if (address.indexOf(':') < 0) {
            text.append(address);
        } else {
            text.append("\"[").append(address).append("]\"");
        }
    }

    /** Writes a token as it is and anything else in quotes. */
    private static void appendValue(StringBuilder text, String value) {
        int at = text.length();
        boolean token = !value.isEmpty();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            token &= c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' || c == '-';
            if (c == '"' || c == '\\') {
                text.append('\\');
            }
            text.append(c);
        }
        if (!token) {
            text.insert(at, '"').append('"');
        }
    }

    private static String port(@Nullable String host, String scheme) {
        int at = host == null ? -1 : portAt(host);
        if (host == null || at < 0 || at == host.length()) {
            return scheme.equals("https") ? "443" : "80";
        }
        return host.substring(at);
    }

    /** Returns where the port of a host begins, -1 without one. */
    static int portAt(String host) {
        int colon = host.lastIndexOf(':');
        return colon < 0 || host.indexOf(']') > colon ? -1 : colon + 1;
    }
}

package io.gwanmun.gateway.integration.websocket;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Whose pages may open a WebSocket. Browsers open one from any page and send the user's cookies along, so without this check
 * every page could speak in the user's name
 * (<a href="https://datatracker.ietf.org/doc/html/rfc6455#section-10.2">RFC 6455 section 10.2</a>). What is no browser sends no
 * {@code Origin}, or any it likes; it is not held back here. Pure.
 */
final class Origins {

    /** Pages of the same scheme, host and port as the request. */
    static final Origins SAME = new Origins(null);

    private static final String ANY = "*";
    private static final Pattern SYNTAX =
            Pattern.compile("https?://(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::[0-9]{1,5})?");

    private final @Nullable Set<String> listed;

    private Origins(@Nullable Set<String> listed) {
        this.listed = listed;
    }

    /** Returns the origins of a list; {@code *} among them means all. */
    static Origins of(List<String> origins) {
        return new Origins(new TreeSet<>(origins));
    }

    /**
     * Returns an origin in its one spelling: small letters, without the port that its scheme has anyway.
     *
     * @throws IllegalArgumentException when it is neither an origin nor {@code *}
     */
    static String parse(String text) {
        if (text.equals(ANY)) {
            return text;
        }
        if (!SYNTAX.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "origin: " + text
                            + " (expected: scheme, host and, where it is not the usual one, port, such as https://app.example.com)");
        }
        return plain(text);
    }

    /**
     * Says whether a request may open a WebSocket.
     *
     * @param sent the values of {@code Origin} on the request
     * @param scheme the scheme of the request
     * @param host the {@code Host} of the request, null when there is none
     */
    boolean allow(List<String> sent, String scheme, @Nullable String host) {
        if (sent.isEmpty() || listed != null && listed.contains(ANY)) {
            return true;
        }
        if (sent.size() > 1) {
            return false;
        }
        String origin = plain(sent.get(0).strip());
        return listed != null ? listed.contains(origin) : host != null && origin.equals(plain(scheme + "://" + host));
    }

    private static String plain(String origin) {
        String small = origin.toLowerCase(Locale.ROOT);
        if (small.startsWith("http://") && small.endsWith(":80")) {
            return small.substring(0, small.length() - 3);
        }
        if (small.startsWith("https://") && small.endsWith(":443")) {
            return small.substring(0, small.length() - 4);
        }
        return small;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Origins that && Objects.equals(listed, that.listed);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(listed);
    }

    @Override
    public String toString() {
        return listed == null ? "of the same host" : String.join(" ", listed);
    }
}

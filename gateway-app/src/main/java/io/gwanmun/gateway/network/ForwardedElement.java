package io.gwanmun.gateway.network;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * What one proxy says in a {@code Forwarded} header.
 *
 * @param node the value of {@code for}, null without one
 * @param scheme the value of {@code proto}, null without one
 * @param host the value of {@code host}, null without one
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7239#section-4">RFC 7239</a>
 */
record ForwardedElement(
        @Nullable String node,
        @Nullable String scheme,
        @Nullable String host) {

    /** Reads an element, null when it is malformed. A parameter that stands twice is. */
    static @Nullable ForwardedElement parse(String text) {
        Reader reader = new Reader(text);
        String node = null;
        String scheme = null;
        String host = null;
        while (reader.nextPair()) {
            String value = reader.value;
            switch (reader.name) {
                case "for" -> {
                    reader.once(node);
                    node = value;
                }
                case "proto" -> {
                    reader.once(scheme);
                    scheme = value;
                }
                case "host" -> {
                    reader.once(host);
                    host = value;
                }
                default -> {
                    // Such as "by", which tells nothing of the caller.
                }
            }
        }
        return reader.malformed ? null : new ForwardedElement(node, scheme, host);
    }

    /** Goes through the pairs of an element. */
    private static final class Reader {

        private final String text;
        private int at;
        private boolean malformed;
        private String name = "";
        private String value = "";

        Reader(String text) {
            this.text = text;
        }

        void once(@Nullable String before) {
            malformed |= before != null;
        }

        boolean nextPair() {
            if (malformed || at >= text.length()) {
                return false;
            }
            int equals = text.indexOf('=', at);
            if (equals <= at) {
                malformed = true;
                return false;
            }
            name = text.substring(at, equals).strip().toLowerCase(Locale.ROOT);
            at = equals + 1;
            value = at < text.length() && text.charAt(at) == '"' ? quoted() : token();
            return !malformed;
        }

        private String token() {
            int semicolon = text.indexOf(';', at);
            int end = semicolon < 0 ? text.length() : semicolon;
            String token = text.substring(at, end).strip();
            malformed |= token.isEmpty() || token.indexOf('"') >= 0 || token.indexOf(' ') >= 0;
            at = end + 1;
            return token;
        }

        private String quoted() {
            StringBuilder unquoted = new StringBuilder();
            int i = at + 1;
            while (i < text.length() && text.charAt(i) != '"') {
                i += text.charAt(i) == '\\' ? 1 : 0;
                if (i < text.length()) {
                    unquoted.append(text.charAt(i));
                    i++;
                }
            }
            int after = i + 1;
            while (after < text.length() && text.charAt(after) == ' ') {
                after++;
            }
            malformed |= i >= text.length() || after < text.length() && text.charAt(after) != ';';
            at = after + 1;
            return unquoted.toString();
        }
    }
}

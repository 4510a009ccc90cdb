package io.gwanmun.gateway.cors;

import java.util.Locale;

import com.google.re2j.Pattern;

/**
 * An origin of the allow-list: {@code https://app.example.com}, {@code https://*.example.com} for every host below that name,
 * {@code *} for all, or {@code null} for pages that have none.
 *
 * <p>Origins are compared as the texts that browsers send
 * (<a href="https://datatracker.ietf.org/doc/html/rfc6454#section-6.2">RFC 6454</a>): small letters, no default port, no path.
 * Nothing is parsed of what a request says, so nothing in it can be read in two ways.
 *
 * @param head the whole origin; of one with {@code *.} what stands in front of it
 * @param tail what stands behind the {@code *}, its dot and the port included; empty for one origin
 */
record AllowedOrigin(String head, String tail) {

    static final AllowedOrigin ANY = new AllowedOrigin("*", "");
    static final AllowedOrigin NULL = new AllowedOrigin("null", "");

    private static final Pattern FORM = Pattern.compile(
            "([a-z][a-z0-9+.-]*)://(\\*\\.)?([a-z0-9_-]+(?:\\.[a-z0-9_-]+)*|\\[[0-9a-f:.]+\\])(:[0-9]{1,5})?");

    /**
     * Reads an origin as it is written in a file, where case and a default port do not count.
     *
     * @throws IllegalArgumentException when it is none
     */
    static AllowedOrigin parse(String text) {
        if (text.equals("*")) {
            return ANY;
        }
        if (text.equals("null")) {
            return NULL;
        }
        var matcher = FORM.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("origin: " + text + " (expected: " + expected(text) + ")");
        }
        String scheme = matcher.group(1) + "://";
        String host = matcher.group(3) + port(text, scheme, matcher.group(4));
        return matcher.group(2) == null ? new AllowedOrigin(scheme + host, "") : new AllowedOrigin(scheme, '.' + host);
    }

    private static String port(String text, String scheme, String written) {
        if (written == null) {
            return "";
        }
        int port = Integer.parseInt(written.substring(1));
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("origin: " + text + " (expected: a port from 1 to 65535)");
        }
        boolean isDefault = scheme.equals("https://") ? port == 443 : scheme.equals("http://") && port == 80;
        return isDefault ? "" : ":" + port;
    }

    private static String expected(String text) {
        if (text.indexOf("://") < 0) {
            return "scheme, host and port such as https://app.example.com";
        }
        if (text.indexOf('*') >= 0) {
            return "a * only as the whole first label, as https://*.example.com";
        }
        return text.indexOf('/', text.indexOf("://") + 3) >= 0
                ? "an origin without a path, not even a slash at its end"
                : "scheme, host and port such as https://app.example.com, without a user";
    }

    /** Tells whether a request's origin is this one; nothing but the text that browsers send will do. */
    boolean matches(String origin) {
        if (equals(ANY)) {
            return true;
        }
        if (tail.isEmpty()) {
            return head.equals(origin);
        }
        int labels = origin.length() - tail.length();
        return labels > head.length()
                && origin.startsWith(head)
                && origin.endsWith(tail)
                && areLabels(origin, head.length(), labels);
    }

    private static boolean areLabels(String origin, int from, int to) {
        char before = '.';
        for (int i = from; i < to; i++) {
            char c = origin.charAt(i);
            boolean inLabel = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
            if (!inLabel && (c != '.' || before == '.')) {
                return false;
            }
            before = c;
        }
        return before != '.';
    }

    @Override
    public String toString() {
        return tail.isEmpty() ? head : head + '*' + tail;
    }
}

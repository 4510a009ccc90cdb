package io.gwanmun.gateway.route.match;

import java.util.Locale;

/**
 * A host that a route serves: {@code api.example.com}, or {@code *.example.com} for one or more labels in front. Without a port;
 * the case does not matter.
 *
 * @param name the host in lower case, for a wildcard what stands behind {@code *.}
 * @param isWildcard whether one or more labels stand in front
 */
public record HostPattern(String name, boolean isWildcard) {

    /** The most characters a host can have; no longer one meets a pattern. */
    static final int MAX_LENGTH = 253;

    /**
     * Reads a host.
     *
     * @param text a name, an IPv4 address, an IPv6 address in brackets, or a wildcard; names beyond ASCII as {@code xn--} labels
     * @throws MatchSyntaxException when it is none of these
     */
    public static HostPattern parse(String text) {
        if (text.equals("*")) {
            throw new MatchSyntaxException(text, 1, "a wildcard alone", "no hosts at all, to serve any host");
        }
        boolean wildcard = text.startsWith("*.");
        String name = text.toLowerCase(Locale.ROOT);
        if (name.startsWith("[")) {
            checkAddress(text, name);
        } else {
            checkLabels(text, wildcard ? 2 : 0);
        }
        return new HostPattern(wildcard ? name.substring(2) : name, wildcard);
    }

    private static void checkAddress(String text, String name) {
        for (int i = 1; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == ']' && i > 2 && i == name.length() - 1) {
                return;
            }
            if ("0123456789abcdef:.".indexOf(c) < 0) {
                throw new MatchSyntaxException(
                        text, i + 1, found(text, i), "an IPv6 address in brackets, without a port");
            }
        }
        throw new MatchSyntaxException(text, text.length(), "the end", "a closing bracket");
    }

    private static void checkLabels(String text, int from) {
        if (text.length() - from > MAX_LENGTH) {
            throw new MatchSyntaxException(text, 1, text.length() + " characters", "at most " + MAX_LENGTH);
        }
        int start = from;
        for (int i = from; i <= text.length(); i++) {
            char c = i == text.length() ? '.' : text.charAt(i);
            if (c == '.') {
                checkLabel(text, start, i);
                start = i + 1;
            } else if (!Tokens.isAlphanumeric(c) && c != '-' && c != '_') {
                throw new MatchSyntaxException(text, i + 1, found(text, i), expectedAt(c));
            }
        }
    }

    private static void checkLabel(String text, int start, int end) {
        if (start == end) {
            throw new MatchSyntaxException(
                    text, Math.min(start + 1, Math.max(1, text.length())), "an empty label", "a host");
        }
        if (end - start > 63) {
            throw new MatchSyntaxException(
                    text, start + 1, "a label of " + (end - start) + " characters", "at most 63");
        }
    }

    private static String expectedAt(char c) {
        switch (c) {
            case ':':
                return "a host without a port";
            case '*':
                return "a wildcard only in front, as *.example.com";
            case '/':
                return "a host without scheme and path";
            default:
                return c > 127 ? "letters beyond ASCII as an xn-- label" : "letters, digits, hyphens and dots";
        }
    }

    private static String found(String text, int at) {
        return "'" + text.charAt(at) + "'";
    }

    /** Returns the host as it is written. */
    @Override
    public String toString() {
        return isWildcard ? "*." + name : name;
    }
}

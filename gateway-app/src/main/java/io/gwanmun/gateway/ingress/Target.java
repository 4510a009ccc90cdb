package io.gwanmun.gateway.ingress;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.pipeline.CanonicalPath;
import io.gwanmun.gateway.pipeline.ClientFault;
import io.gwanmun.gateway.pipeline.Refusal;
import io.gwanmun.gateway.pipeline.RefusedException;

/**
 * What a request line asks for (<a href="https://datatracker.ietf.org/doc/html/rfc9112#section-3.2">RFC 9112</a>), its path in one
 * spelling: rules match it and services receive it.
 *
 * @param path the canonical path
 * @param query the query behind the question mark as sent; null for none
 * @param authority host and port of an absolute target, null for any other
 */
record Target(String path, @Nullable String query, @Nullable String authority) {

    /**
     * Reads a target as sent.
     *
     * @throws RefusedException when it is neither a path nor a URL, or its path or query is not acceptable
     */
    static Target of(String sent) {
        int scheme = sent.startsWith("/") ? -1 : schemeLength(sent);
        int pathStart = scheme < 0 ? 0 : endOf(sent, "/?#", scheme);
        int queryStart = sent.indexOf('?', pathStart);
        int pathEnd = queryStart < 0 ? sent.length() : queryStart;
        String path = sent.substring(pathStart, pathEnd);
        return new Target(
                CanonicalPath.of(path.isEmpty() && scheme >= 0 ? "/" : path),
                queryStart < 0 ? null : query(sent, queryStart + 1),
                scheme < 0 ? null : sent.substring(scheme, pathStart));
    }

    /** Returns the target of a request that is refused before it was looked at, for the record: its path as sent. */
    static String pathOf(String sent) {
        int query = sent.indexOf('?');
        return query < 0 ? sent : sent.substring(0, query);
    }

    private static int schemeLength(String sent) {
        if (sent.regionMatches(true, 0, "http://", 0, 7)) {
            return 7;
        }
        return sent.regionMatches(true, 0, "https://", 0, 8) ? 8 : -1;
    }

    private static int endOf(String text, String ends, int from) {
        int end = from;
        while (end < text.length() && ends.indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    private static String query(String sent, int start) {
        for (int i = start; i < sent.length(); i++) {
            char c = sent.charAt(i);
            if (c <= ' ' || c >= 0x7F || c == '#') {
                throw refused("The query has a character that must be percent-encoded.");
            }
            if (c == '%' && !isEncoded(sent, i)) {
                throw refused("The query has a percent sign that is not followed by two hexadecimal digits.");
            }
        }
        return sent.substring(start);
    }

    private static boolean isEncoded(String text, int percent) {
        return percent + 2 < text.length() && isHex(text.charAt(percent + 1)) && isHex(text.charAt(percent + 2));
    }

    private static boolean isHex(char c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
    }

    private static RefusedException refused(String sentence) {
        return new RefusedException(Refusal.of(ClientFault.BAD_REQUEST, sentence));
    }
}

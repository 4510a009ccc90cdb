package io.gwanmun.gateway.integration;

import java.nio.charset.StandardCharsets;

import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.route.match.PathParameters;
import io.gwanmun.gateway.route.match.PathTemplate;

/**
 * Where a redirect leads: a path on the same host, or one on a host that is written in the file. Only the path has parameters, so
 * no request decides to which host it is sent.
 *
 * @param origin scheme, host and port; empty for the host of the request
 * @param path the path
 */
record RedirectTarget(String origin, PathTemplate path) {

    private static final Pattern FORM =
            Pattern.compile("(https?://(?:[A-Za-z0-9_.-]+|\\[[0-9A-Fa-f:.]+\\])(?::[0-9]{1,5})?)?(/.*)?");

    private static final String NOT_IN_QUERY = "\"<>\\^`{|}#";
    private static final String HEX = "0123456789ABCDEF";

    /**
     * Reads a target.
     *
     * @throws IllegalArgumentException when it is none
     */
    static RedirectTarget parse(String text) {
        var matcher = FORM.matcher(text);
        if (text.isEmpty() || !matcher.matches() || text.startsWith("//")) {
            throw new IllegalArgumentException(
                    "redirect target: " + text
                            + " (expected: an http or https URL, or a path beginning with one slash; parameters only in the path)");
        }
        String origin = matcher.group(1);
        String path = matcher.group(2);
        return new RedirectTarget(origin == null ? "" : origin, PathTemplate.parseTarget(path == null ? "/" : path));
    }

    /**
     * Returns the address for a request. Values of parameters stand in it as they stood in the path, encoded.
     *
     * @param query the query to go along as it was sent, null for none
     */
    String fill(PathParameters parameters, @Nullable String query) {
        String address = origin + path.expand(parameters);
        return query == null ? address : address + '?' + safe(query);
    }

    /** Encodes what no query may have, line breaks above all; what is encoded already stays. */
    private static String safe(String query) {
        boolean isSafe = true;
        for (int i = 0; i < query.length(); i++) {
            isSafe &= isSafe(query.charAt(i));
        }
        if (isSafe) {
            return query;
        }
        StringBuilder out = new StringBuilder(query.length() + 16);
        for (byte octet : query.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xff);
            if (isSafe(c)) {
                out.append(c);
            } else {
                out.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xf));
            }
        }
        return out.toString();
    }

    private static boolean isSafe(char c) {
        return c > 0x20 && c < 0x7f && NOT_IN_QUERY.indexOf(c) < 0;
    }

    @Override
    public String toString() {
        return origin + path;
    }
}

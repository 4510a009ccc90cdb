package io.gwanmun.gateway.token;

import java.util.BitSet;

/** What a reference token may look like: {@code b64token} of <a href="https://datatracker.ietf.org/doc/html/rfc6750#section-2.1">RFC 6750</a>. */
final class ReferenceToken {

    private static final BitSet ALPHABET = new BitSet();

    static {
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/"
                .chars()
                .forEach(ALPHABET::set);
    }

    private ReferenceToken() {}

    static boolean isOne(String token) {
        int end = token.length();
        while (end > 0 && token.charAt(end - 1) == '=') {
            end--;
        }
        for (int i = 0; i < end; i++) {
            if (!ALPHABET.get(token.charAt(i))) {
                return false;
            }
        }
        return end > 0;
    }
}

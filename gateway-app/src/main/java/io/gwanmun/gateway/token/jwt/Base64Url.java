package io.gwanmun.gateway.token.jwt;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Reads base64url without padding as <a href="https://datatracker.ietf.org/doc/html/rfc7515#section-2">RFC 7515 section 2</a>
 * writes it. Each value has one spelling: bits behind the last byte must be zero.
 */
final class Base64Url {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final int QUANTUM = 4;

    private Base64Url() {}

    /** Returns the bytes; {@link IllegalArgumentException} for whatever is not their one spelling. */
    static byte[] decode(String text) {
        int rest = text.length() % QUANTUM;
        if (rest == 1 || text.indexOf('=') >= 0) {
            throw new IllegalArgumentException("base64url: padded or cut off (expected: whole, without padding)");
        }
        if (rest != 0) {
            int last = ALPHABET.indexOf(text.charAt(text.length() - 1));
            int unused = rest == 2 ? 0b1111 : 0b11;
            if (last < 0 || (last & unused) != 0) {
                throw new IllegalArgumentException("base64url: bits behind the end (expected: zeros)");
            }
        }
        return Base64.getUrlDecoder().decode(text.getBytes(StandardCharsets.UTF_8));
    }
}

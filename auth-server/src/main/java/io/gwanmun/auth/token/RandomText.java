package io.gwanmun.auth.token;

import java.security.SecureRandom;
import java.util.Base64;

/** Random strings that nobody guesses: 256 bits in base64url, with a prefix by which leaked ones can be found. */
final class RandomText {

    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomText() {}

    static String with(String prefix) {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}

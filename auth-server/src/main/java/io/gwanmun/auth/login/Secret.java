package io.gwanmun.auth.login;

import java.security.SecureRandom;
import java.util.Base64;

/** Secrets that nobody can guess. Only their SHA-256 is kept, which suffices as there is that much to guess. */
public final class Secret {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    private Secret() {}

    /** Returns 256 new random bits as 43 characters of base64url. */
    public static String fresh() {
        byte[] secret = new byte[BYTES];
        RANDOM.nextBytes(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }
}

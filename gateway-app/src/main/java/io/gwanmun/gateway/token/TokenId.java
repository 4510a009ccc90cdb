package io.gwanmun.gateway.token;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The id of a token: by it a token is known where the token itself must not be kept. It is the SHA-256 of what nobody but the
 * issuer can change, in base64url without padding: of a JSON Web Token all before its last dot, as a signature can be spelled
 * in more than one way; of every other token the whole.
 */
public final class TokenId {

    private TokenId() {}

    /** Returns the id of a JSON Web Token in compact form (RFC 7515 section 3.1). */
    public static String ofJwt(String token) {
        return of(token.substring(0, token.lastIndexOf('.')));
    }

    /** Returns the id of a reference token. */
    public static String ofReference(String token) {
        return of(token);
    }

    private static String of(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: missing (expected: in every Java)", e);
        }
    }
}

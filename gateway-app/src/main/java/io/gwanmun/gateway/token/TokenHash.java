package io.gwanmun.gateway.token;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The SHA-256 of a whole token, its signature included: by it verdicts are kept, so that no token is kept itself. */
record TokenHash(long first, long second, long third, long fourth) {

    private static final ThreadLocal<MessageDigest> DIGESTS = ThreadLocal.withInitial(TokenHash::sha256);

    static TokenHash of(String token) {
        ByteBuffer hash = ByteBuffer.wrap(DIGESTS.get().digest(token.getBytes(StandardCharsets.UTF_8)));
        return new TokenHash(hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong());
    }

    /** The digest is as good as random, so any part of it is a hash. */
    @Override
    public int hashCode() {
        return (int) first;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: missing (expected: in every Java)", e);
        }
    }
}

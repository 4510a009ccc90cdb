package io.gwanmun.gateway.token.jwt;

import java.util.Set;

import org.jspecify.annotations.Nullable;

/** A public key of an issuer's, made ready once. Lives as long as the issuer publishes it; for any thread. */
public final class VerifyingKey {

    private final @Nullable String kid;
    private final String fingerprint;
    private final Set<String> algorithms;
    private final SignatureCheck check;
    private volatile boolean retired;

    VerifyingKey(@Nullable String kid, String fingerprint, Set<String> algorithms, SignatureCheck check) {
        this.kid = kid;
        this.fingerprint = fingerprint;
        this.algorithms = Set.copyOf(algorithms);
        this.check = check;
    }

    /** Says whether the key may have made a signature; a token that names no key may be signed with any. */
    boolean fits(@Nullable String wanted, String algorithm) {
        return algorithms.contains(algorithm) && (wanted == null || wanted.equals(kid));
    }

    /** Says whether another is the same key for the same use. */
    boolean isSameAs(VerifyingKey other) {
        return fingerprint.equals(other.fingerprint) && algorithms.equals(other.algorithms);
    }

    /** Says that the issuer publishes the key no longer. */
    void retire() {
        retired = true;
    }

    /** Returns whether the issuer publishes the key no longer. */
    public boolean isRetired() {
        return retired;
    }

    boolean verifies(String algorithm, byte[] signed, String signature) {
        return check.verifies(algorithm, signed, signature);
    }

    /** Says whether a signature is one of a key's. */
    @FunctionalInterface
    interface SignatureCheck {

        /**
         * Checks a signature.
         *
         * @param algorithm one that the key is made for
         * @param signed what was signed
         * @param signature in base64url
         */
        boolean verifies(String algorithm, byte[] signed, String signature);
    }
}

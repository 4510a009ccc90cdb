package io.gwanmun.gateway.token.jwt;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.token.IssuerSource;
import io.gwanmun.gateway.token.Reason;

/**
 * Judges the JSON Web Tokens of one issuer, what is cheap first: header, key, signature, claims. Nothing a token claims counts
 * before its signature was found to be the issuer's, but for {@code iss}, which chose these rules.
 */
public final class JwtRules {

    private final HeaderRules headers;
    private final ClaimRules claims;

    /** Makes the rules of an issuer. */
    public JwtRules(ClaimRules claims, IssuerSource issuer) {
        this.headers = new HeaderRules(issuer.rules());
        this.claims = claims;
    }

    /**
     * Returns how a token says it was signed.
     *
     * @throws BadTokenException when its header is not taken
     */
    public Signing signing(CompactJwt token) {
        return new Signing(headers.algorithm(token.header()), HeaderRules.kid(token.header()));
    }

    /**
     * Returns the key that made the signature.
     *
     * @param keys those that may have made it
     * @throws BadTokenException when there is none, or none of them did
     */
    public static VerifyingKey signer(CompactJwt token, Signing signing, List<VerifyingKey> keys) {
        if (keys.isEmpty()) {
            throw new BadTokenException(Reason.KEY);
        }
        for (VerifyingKey key : keys) {
            if (key.verifies(signing.algorithm(), token.signed(), token.signature())) {
                return key;
            }
        }
        throw new BadTokenException(Reason.SIGNATURE);
    }

    /**
     * Returns who is meant by a token whose signature is good.
     *
     * @param nowMillis milliseconds since 1970
     * @throws BadTokenException when a claim is not what it must be
     */
    public ClaimRules.Proved proved(Map<String, Object> verified, long nowMillis) {
        return claims.ofJwt(verified, nowMillis);
    }

    /**
     * How a token says it was signed.
     *
     * @param algorithm the algorithm, one of those the issuer may use
     * @param kid the id of the key, null when it names none
     */
    public record Signing(String algorithm, @Nullable String kid) {}
}

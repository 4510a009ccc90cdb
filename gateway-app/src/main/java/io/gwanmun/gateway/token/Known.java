package io.gwanmun.gateway.token;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.token.jwt.ClaimRules.Proved;
import io.gwanmun.gateway.token.jwt.VerifyingKey;

/** A token that was found good, without the token. Holds for as long as its times, its key and the revocations let it. */
final class Known {

    private final Issuer issuer;
    private final Proved proved;
    private final Verdict.Accepted verdict;
    private final String tokenId;
    private final @Nullable VerifyingKey key;
    private volatile long revocationsSeen;

    /**
     * Keeps what was found.
     *
     * @param key what it was verified with, null for a reference token
     * @param revocationsSeen the version of the revocations when the token was none of them
     */
    Known(Issuer issuer, Proved proved, String tokenId, @Nullable VerifyingKey key, long revocationsSeen) {
        this.issuer = issuer;
        this.proved = proved;
        this.verdict = new Verdict.Accepted(proved.caller());
        this.tokenId = tokenId;
        this.key = key;
        this.revocationsSeen = revocationsSeen;
    }

    Issuer issuer() {
        return issuer;
    }

    Map<String, Object> claims() {
        return proved.caller().claims();
    }

    boolean isJwt() {
        return key != null;
    }

    /** Says whether the times and the key still hold. */
    boolean holds(long nowMillis) {
        return nowMillis <= proved.untilMillis()
                && nowMillis >= proved.fromMillis()
                && (key == null || !key.isRetired());
    }

    /** Returns the verdict, which the revocations may have turned. */
    Verdict verdict(Revocations revocations) {
        long version = revocations.version();
        if (version != revocationsSeen) {
            if (revocations.contains(tokenId)) {
                return new Verdict.Refused(
                        Reason.REVOKED, issuer.name(), proved.caller().subject());
            }
            revocationsSeen = version;
        }
        return verdict;
    }
}

package io.gwanmun.gateway.token;

import java.util.Locale;

/** Why a token is not believed. Stands in logs and metrics; callers are never told. */
public enum Reason {
    /** It is longer than tokens may be. */
    TOO_LONG,
    /** It is not what a token looks like: segments, alphabet, JSON. */
    MALFORMED,
    /** Its header says something the gateway does not take: {@code crit}, {@code b64}, {@code zip}, {@code cty}. */
    HEADER,
    /** Its algorithm is not one the issuer's tokens may have. */
    ALGORITHM,
    /** It is another kind of token, by its header {@code typ} or by {@code token_type}. */
    TYPE,
    /** No issuer whose tokens are taken here says to have made it. */
    ISSUER,
    /** No key of the issuer is named and made for it. */
    KEY,
    /** The signature is not the issuer's. */
    SIGNATURE,
    /** A claim that must be there is missing, or is not what such a claim may be. */
    CLAIMS,
    /** It is meant for somebody else. */
    AUDIENCE,
    /** It has expired. */
    EXPIRED,
    /** Its time has not come, or it says to have been made in the future. */
    EARLY,
    /** It is bound to a key or certificate of the caller's, which nobody looked at. */
    BOUND,
    /** Whoever should know it does not, or not any longer. */
    INACTIVE,
    /** It was called back. */
    REVOKED;

    /** Returns it in small letters, as it stands in logs and metrics. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

package io.gwanmun.gateway.token;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.network.OutboundPolicy;
import io.gwanmun.gateway.token.jwt.ClaimRules;
import io.gwanmun.gateway.token.jwt.JwtRules;
import io.gwanmun.gateway.token.keys.KeySet;

/**
 * An issuer in use: its rules, its keys, and who knows its reference tokens. Outlives a reload that changes neither what is
 * written of it nor where the gateway may connect to. Equality is identity.
 */
final class Issuer {

    private final String name;
    private final IssuerSource source;
    private final OutboundPolicy outbound;
    private final ClaimRules claims;
    private final JwtRules rules;
    private final @Nullable KeySet keys;
    private final @Nullable TokenDirectory directory;

    /**
     * Makes an issuer.
     *
     * @param keys null when it has no JSON Web Tokens
     * @param directory null when it has no reference tokens
     */
    Issuer(
            String name,
            IssuerSource source,
            OutboundPolicy outbound,
            @Nullable KeySet keys,
            @Nullable TokenDirectory directory) {
        this.name = name;
        this.source = source;
        this.outbound = outbound;
        this.claims = new ClaimRules(name, source);
        this.rules = new JwtRules(claims, source);
        this.keys = keys;
        this.directory = directory;
    }

    String name() {
        return name;
    }

    IssuerSource source() {
        return source;
    }

    boolean isAs(IssuerSource written, OutboundPolicy policy) {
        return source.equals(written) && outbound.equals(policy);
    }

    ClaimRules claims() {
        return claims;
    }

    JwtRules rules() {
        return rules;
    }

    @Nullable
    KeySet keys() {
        return keys;
    }

    @Nullable
    TokenDirectory directory() {
        return directory;
    }
}

package io.gwanmun.gateway.pipeline;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Who makes a call, as it was proved. Written in {@link Phase#AUTHENTICATE}; missing on open routes.
 *
 * @param proof the kind of proof: {@code jwt}, {@code referenceToken} or {@code clientCertificate}
 * @param issuer the name that the configuration gives to whoever vouches for the caller; empty for a certificate
 * @param subject who it is, as the issuer knows it: the claim {@code sub}, or the subject of a certificate
 * @param client the program that calls: the claim {@code client_id} or {@code azp}; null when nothing says so
 * @param roles what it is, at the issuer
 * @param scopes what the token was given for (RFC 6749 section 3.3)
 * @param claims everything the issuer says, names to JSON values: text, numbers, booleans, lists and maps; cannot be changed
 * @param expiresAt when the proof ends, null when it does not say so
 */
public record Caller(
        String proof,
        String issuer,
        String subject,
        @Nullable String client,
        Set<String> roles,
        Set<String> scopes,
        Map<String, Object> claims,
        @Nullable Instant expiresAt) {

    /** Where the caller of an exchange is kept. */
    public static final ExchangeKey<Caller> KEY = ExchangeKey.of("pipeline.caller", Caller.class);

    /** Copies the sets; {@code claims} is the caller's to keep unchanged. */
    public Caller {
        roles = Set.copyOf(roles);
        scopes = Set.copyOf(scopes);
    }
}

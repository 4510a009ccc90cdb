package io.gwanmun.auth.token;

import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.SecurityContext;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.stereotype.Component;

import io.gwanmun.auth.client.Client;
import io.gwanmun.auth.client.RegisteredClients;
import io.gwanmun.auth.state.Sha256;

/**
 * Checks what clients sign to prove who they are
 * (<a href="https://datatracker.ietf.org/doc/html/rfc7523#section-3">RFC 7523 section 3</a>): by the keys that are written on the
 * client, for this server, for a short time, and once.
 */
@Component
public class ClientAssertions implements JwtDecoderFactory<RegisteredClient> {

    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Duration SKEW = Duration.ofSeconds(60);

    private final GrantStore store;
    private final IssuerProperties issuer;
    private final InstantSource time;

    ClientAssertions(GrantStore store, IssuerProperties issuer, InstantSource time) {
        this.store = store;
        this.issuer = issuer;
        this.time = time;
    }

    @Override
    public JwtDecoder createDecoder(RegisteredClient registered) {
        Client client = RegisteredClients.settings(registered);
        if (client.jwks() == null) {
            return token -> {
                throw new BadJwtException("The client has no keys");
            };
        }
        try {
            NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSource(
                            new ImmutableJWKSet<SecurityContext>(JWKSet.parse(client.jwks())))
                    .jwsAlgorithms(algorithms -> algorithms.addAll(
                            Set.of(SignatureAlgorithm.RS256, SignatureAlgorithm.PS256, SignatureAlgorithm.ES256)))
                    .build();
            decoder.setJwtValidator(jwt -> check(jwt, registered.getClientId()));
            return decoder;
        } catch (ParseException e) {
            throw new IllegalStateException("client %s: its keys cannot be read".formatted(registered.getId()), e);
        }
    }

    private OAuth2TokenValidatorResult check(Jwt jwt, String client) {
        Instant now = time.instant();
        Instant end = jwt.getExpiresAt();
        List<String> audience = jwt.getAudience();
        // No other: a proof for several, or for an address that another server may name as its own, can be passed on.
        boolean isForUs = List.of(issuer.name()).equals(audience);
        boolean isItsOwn = client.equals(jwt.getSubject()) && client.equals(jwt.getClaimAsString("iss"));
        boolean isNow = end != null
                && end.isAfter(now.minus(SKEW))
                && end.isBefore(now.plus(LONGEST))
                && (jwt.getNotBefore() == null || !jwt.getNotBefore().isAfter(now.plus(SKEW)));
        if (!isForUs
                || !isItsOwn
                || !isNow
                || jwt.getId() == null
                || jwt.getId().isBlank()) {
            return refused("iss and sub: the client; aud: the issuer; exp: within 10 minutes; jti: there");
        }
        // Looked at last: nobody who lacks the key can use up a number of the client's.
        boolean first = store.first(Sha256.of(client + " " + jwt.getId()), end.plus(SKEW));
        return first ? OAuth2TokenValidatorResult.success() : refused("jti: one that was not used before");
    }

    private static OAuth2TokenValidatorResult refused(String expected) {
        return OAuth2TokenValidatorResult.failure(new OAuth2Error(
                OAuth2ErrorCodes.INVALID_CLIENT, "client_assertion (expected: " + expected + ")", null));
    }
}

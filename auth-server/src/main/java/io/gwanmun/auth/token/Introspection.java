package io.gwanmun.auth.token;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenIntrospection;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenIntrospectionAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

import io.gwanmun.auth.client.RegisteredClients;
import io.gwanmun.auth.state.Sha256;

/**
 * Says what a token stands for (<a href="https://datatracker.ietf.org/doc/html/rfc7662">RFC 7662</a>): to the client that has
 * it, and to clients that may ask about others' such as gateways. For everybody else it is not active, as if it were not there.
 */
final class Introspection implements AuthenticationProvider {

    private final GrantStore store;
    private final InstantSource time;

    Introspection(GrantStore store, InstantSource time) {
        this.store = store;
        this.time = time;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        OAuth2TokenIntrospectionAuthenticationToken asked =
                (OAuth2TokenIntrospectionAuthenticationToken) authentication;
        OAuth2ClientAuthenticationToken client = ClientPrincipal.of(asked);
        RegisteredClient registered = ClientPrincipal.registered(client);
        String hash = Sha256.of(asked.getToken());
        OAuth2TokenIntrospection answer = store.find(hash)
                .map(GrantStore.Found::grant)
                .filter(grant -> RegisteredClients.settings(registered).introspection()
                        || grant.client().equals(registered.getId()))
                .flatMap(grant -> told(grant, hash, grant.client().equals(registered.getId())))
                .map(Introspection::active)
                .orElseGet(() -> OAuth2TokenIntrospection.builder().build());
        return new OAuth2TokenIntrospectionAuthenticationToken(asked.getToken(), client, answer);
    }

    /** Of a refresh token only its own client hears: whoever else asks has got it in the place of an access token. */
    private Optional<Map<String, Object>> told(Grant grant, String hash, boolean own) {
        Instant now = time.instant();
        Optional<Map<String, Object>> access = grant.access(hash)
                .filter(token -> token.ends().isAfter(now))
                .map(token -> {
                    Map<String, Object> claims = Claims.live(token.claims());
                    claims.put("token_type", "Bearer");
                    return claims;
                });
        return access.or(() -> grant.part(Grant.Kind.REFRESH_TOKEN)
                .filter(part -> own && part.hash().equals(hash) && part.ends().isAfter(now))
                .map(part -> Claims.live(grant.told(part))));
    }

    private static OAuth2TokenIntrospection active(Map<String, Object> claims) {
        // The library holds scopes as a list and writes them as one string.
        claims.computeIfPresent("scope", (name, scope) -> Arrays.asList(((String) scope).split(" ")));
        return OAuth2TokenIntrospection.withClaims(claims).active(true).build();
    }

    @Override
    public boolean supports(Class<?> type) {
        return OAuth2TokenIntrospectionAuthenticationToken.class.isAssignableFrom(type);
    }
}

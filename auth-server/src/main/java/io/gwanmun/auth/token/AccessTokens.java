package io.gwanmun.auth.token;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import io.micrometer.core.instrument.Metrics;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClaimAccessor;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;

import io.gwanmun.auth.client.AdminScopes;
import io.gwanmun.auth.client.Client;
import io.gwanmun.auth.client.RegisteredClients;
import io.gwanmun.auth.key.KeyRing;
import io.gwanmun.auth.user.People;
import io.gwanmun.auth.user.Person;

/**
 * Makes access tokens of both kinds with the same claims
 * (<a href="https://datatracker.ietf.org/doc/html/rfc9068#section-2.2">RFC 9068 section 2.2</a>). Who a person is and what a
 * client may do is looked up each time, so a refresh gives no more than a login would.
 */
final class AccessTokens implements OAuth2TokenGenerator<OAuth2AccessToken> {

    /** Begins every reference token. */
    static final String REFERENCE = "gwr_";

    private final People people;
    private final KeyRing keys;
    private final IssuerProperties issuer;
    private final InstantSource time;

    AccessTokens(People people, KeyRing keys, IssuerProperties issuer, InstantSource time) {
        this.people = people;
        this.keys = keys;
        this.issuer = issuer;
        this.time = time;
    }

    @Override
    public @Nullable OAuth2AccessToken generate(OAuth2TokenContext context) {
        if (!OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType())) {
            return null;
        }
        RegisteredClient registered = context.getRegisteredClient();
        Client client = RegisteredClients.settings(registered);
        Instant now = Instant.ofEpochSecond(time.instant().getEpochSecond());
        Instant end = now.plus(registered.getTokenSettings().getAccessTokenTimeToLive());
        Set<String> scopes = context.getAuthorizedScopes();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", issuer.name());
        Person person = person(context);
        checkScopes(scopes, registered, person);
        claims.put("sub", person == null ? registered.getClientId() : person.id());
        claims.put("client_id", registered.getClientId());
        claims.put("aud", AdminScopes.any(scopes) ? List.of(AdminScopes.AUDIENCE) : client.audiences());
        if (!scopes.isEmpty()) {
            claims.put("scope", String.join(" ", sorted(scopes)));
        }
        claims.put("roles", sorted(person == null ? client.roles() : person.roles()));
        if (person != null) {
            claims.put("username", person.name());
        }
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("iat", now.getEpochSecond());
        claims.put("nbf", now.getEpochSecond());
        claims.put("exp", end.getEpochSecond());
        String value =
                client.token() == Client.TokenKind.reference ? RandomText.with(REFERENCE) : keys.sign("at+jwt", claims);
        Metrics.counter("auth.tokens.issued", "kind", client.token().name()).increment();
        return new AccessToken(value, now, end, scopes, claims);
    }

    private @Nullable Person person(OAuth2TokenContext context) {
        if (AuthorizationGrantType.CLIENT_CREDENTIALS.equals(context.getAuthorizationGrantType())) {
            return null;
        }
        return people.find(context.getPrincipal().getName())
                .filter(Person::enabled)
                .orElseThrow(() -> refused(OAuth2ErrorCodes.INVALID_GRANT, "The person may not log in any more"));
    }

    private static void checkScopes(Set<String> scopes, RegisteredClient client, @Nullable Person person) {
        if (!client.getScopes().containsAll(scopes)) {
            throw refused(OAuth2ErrorCodes.INVALID_SCOPE, "The client may not ask for a scope of this grant any more");
        }
        if (AdminScopes.mixed(scopes)) {
            throw refused(OAuth2ErrorCodes.INVALID_SCOPE, "Scopes of the admin APIs are asked for by themselves");
        }
        if (AdminScopes.any(scopes) && person != null && !person.roles().contains(Person.ADMIN)) {
            throw refused(OAuth2ErrorCodes.INVALID_SCOPE, "Scopes of the admin APIs need the role " + Person.ADMIN);
        }
    }

    private static OAuth2AuthenticationException refused(String code, String message) {
        return new OAuth2AuthenticationException(new OAuth2Error(code, message, null));
    }

    private static List<String> sorted(Collection<String> values) {
        return values.stream().sorted().toList();
    }

    /** An access token that knows what it says. */
    private static final class AccessToken extends OAuth2AccessToken implements ClaimAccessor {

        private static final long serialVersionUID = 1L;

        private final transient Map<String, Object> claims;

        AccessToken(String value, Instant issued, Instant ends, Set<String> scopes, Map<String, Object> claims) {
            super(TokenType.BEARER, value, issued, ends, scopes);
            this.claims = Claims.live(claims);
        }

        @Override
        public Map<String, Object> getClaims() {
            return claims;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return super.equals(other);
        }

        @Override
        public int hashCode() {
            return super.hashCode();
        }
    }
}

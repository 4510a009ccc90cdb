package io.gwanmun.auth.token;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.core.session.SessionInformation;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;

import io.gwanmun.auth.key.KeyRing;

/**
 * Makes ID tokens (<a href="https://openid.net/specs/openid-connect-core-1_0.html#IDToken">OpenID Connect Core section 2</a>).
 * They say who logged in and when; what else is known of the person is at the user info endpoint.
 */
final class IdTokens implements OAuth2TokenGenerator<Jwt> {

    /** Clients read it once, at the login. */
    private static final Duration LIFE = Duration.ofMinutes(10);

    private static final List<String> OF_THE_LOGIN = List.of("auth_time", "sid");

    private final KeyRing keys;
    private final IssuerProperties issuer;
    private final InstantSource time;

    IdTokens(KeyRing keys, IssuerProperties issuer, InstantSource time) {
        this.keys = keys;
        this.issuer = issuer;
        this.time = time;
    }

    @Override
    public @Nullable Jwt generate(OAuth2TokenContext context) {
        if (context.getTokenType() == null
                || !OidcParameterNames.ID_TOKEN.equals(context.getTokenType().getValue())) {
            return null;
        }
        Instant now = Instant.ofEpochSecond(time.instant().getEpochSecond());
        Instant end = now.plus(LIFE);
        String client = context.getRegisteredClient().getClientId();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", issuer.name());
        claims.put("sub", context.getPrincipal().getName());
        claims.put("aud", List.of(client));
        claims.put("azp", client);
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", end.getEpochSecond());
        claims.putAll(ofTheLogin(context));
        String value = keys.sign("JWT", claims);
        return new Jwt(value, now, end, Map.of("typ", "JWT"), Claims.live(claims));
    }

    private static Map<String, Object> ofTheLogin(OAuth2TokenContext context) {
        Map<String, Object> claims = new LinkedHashMap<>();
        OAuth2Authorization authorization = context.getAuthorization();
        if (authorization == null) {
            return claims;
        }
        if (AuthorizationGrantType.REFRESH_TOKEN.equals(context.getAuthorizationGrantType())) {
            OAuth2Authorization.Token<OidcIdToken> before = authorization.getToken(OidcIdToken.class);
            if (before != null) {
                Map<String, Object> written = Claims.written(before.getToken().getClaims());
                OF_THE_LOGIN.forEach(
                        name -> Optional.ofNullable(written.get(name)).ifPresent(value -> claims.put(name, value)));
            }
            return claims;
        }
        OAuth2AuthorizationRequest request = authorization.getAttribute(OAuth2AuthorizationRequest.class.getName());
        if (request != null
                && request.getAdditionalParameters().get(OidcParameterNames.NONCE) instanceof String nonce) {
            claims.put("nonce", nonce);
        }
        loggedIn(context.getPrincipal()).ifPresent(at -> claims.put("auth_time", at.getEpochSecond()));
        SessionInformation session = context.get(SessionInformation.class);
        if (session != null) {
            claims.put("sid", session.getSessionId());
        }
        return claims;
    }

    private static Optional<Instant> loggedIn(Authentication principal) {
        return principal.getAuthorities().stream()
                .filter(FactorGrantedAuthority.class::isInstance)
                .map(authority -> ((FactorGrantedAuthority) authority).getIssuedAt())
                .max(Instant::compareTo);
    }
}

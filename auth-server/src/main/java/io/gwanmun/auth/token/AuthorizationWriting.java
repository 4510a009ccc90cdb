package io.gwanmun.auth.token;

import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2DeviceCode;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.core.OAuth2UserCode;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;

import io.gwanmun.auth.state.Sealing;
import io.gwanmun.auth.state.Sha256;

/** Makes of what the protocol works with a grant that can be kept: each token becomes its hash, and what is not named is left out. */
final class AuthorizationWriting {

    /** How long people may think about consent. */
    private static final Duration CONSENT = Duration.ofMinutes(10);

    /** Of the access tokens of one grant only so many live; the oldest end early when a client refreshes without need. */
    private static final int MOST_ACCESS = 16;

    private static final List<String> PARAMETERS = List.of(
            PkceParameterNames.CODE_CHALLENGE, PkceParameterNames.CODE_CHALLENGE_METHOD, OidcParameterNames.NONCE);

    private final OAuth2Authorization authorization;
    private final @Nullable Grant before;
    private final Instant now;

    private AuthorizationWriting(OAuth2Authorization authorization, Instant now) {
        this.authorization = authorization;
        this.before = authorization.getAttribute(AuthorizationReading.GRANT);
        this.now = now;
    }

    /** Returns the grant as it is after a step of the protocol. */
    static Grant of(OAuth2Authorization authorization, Instant now) {
        return new AuthorizationWriting(authorization, now).grant();
    }

    /** Seals a client's {@code state} so that only the answer to the consent page, which brings its own, opens it. */
    static Sealing stateSealing(String consentState) {
        return Sealing.with("client state", consentState.getBytes(StandardCharsets.UTF_8));
    }

    private Grant grant() {
        Set<String> asked = authorization.getAttribute(OAuth2ParameterNames.SCOPE);
        return new Grant(
                authorization.getId(),
                before == null ? 1 : before.version() + 1,
                authorization.getRegisteredClientId(),
                authorization.getPrincipalName(),
                authorization.getAuthorizationGrantType().getValue(),
                authorization.getAuthorizedScopes(),
                login(authorization.getAttribute(Principal.class.getName())),
                request(authorization.getAttribute(OAuth2AuthorizationRequest.class.getName())),
                asked,
                parts(),
                access());
    }

    private static Grant.@Nullable Login login(@Nullable Authentication authentication) {
        if (authentication == null) {
            return null;
        }
        Map<String, Long> authorities = new HashMap<>();
        for (GrantedAuthority authority : authentication.getAuthorities()) {
            authorities.put(
                    Objects.toString(authority.getAuthority()),
                    authority instanceof FactorGrantedAuthority factor
                            ? factor.getIssuedAt().getEpochSecond()
                            : 0L);
        }
        return new Grant.Login(authorities);
    }

    private Grant.@Nullable Request request(@Nullable OAuth2AuthorizationRequest request) {
        if (request == null) {
            return null;
        }
        Map<String, String> parameters = new HashMap<>();
        for (String name : PARAMETERS) {
            if (request.getAdditionalParameters().get(name) instanceof String value) {
                parameters.put(name, value);
            }
        }
        String consent = authorization.getAttribute(OAuth2ParameterNames.STATE);
        String state = request.getState();
        return new Grant.Request(
                request.getAuthorizationUri(),
                request.getRedirectUri(),
                request.getScopes(),
                consent == null || state == null ? null : stateSealing(consent).seal(authorization.getId(), state),
                parameters);
    }

    private Map<Grant.Kind, Grant.Part> parts() {
        Map<Grant.Kind, Grant.Part> parts = new EnumMap<>(Grant.Kind.class);
        String state = authorization.getAttribute(OAuth2ParameterNames.STATE);
        if (state != null) {
            parts.put(Grant.Kind.STATE, new Grant.Part(Sha256.of(state), now, now.plus(CONSENT), false, Map.of()));
        }
        part(parts, Grant.Kind.CODE, OAuth2AuthorizationCode.class);
        part(parts, Grant.Kind.DEVICE_CODE, OAuth2DeviceCode.class);
        part(parts, Grant.Kind.USER_CODE, OAuth2UserCode.class);
        part(parts, Grant.Kind.REFRESH_TOKEN, OAuth2RefreshToken.class);
        part(parts, Grant.Kind.ID_TOKEN, OidcIdToken.class);
        return parts;
    }

    private <T extends OAuth2Token> void part(Map<Grant.Kind, Grant.Part> parts, Grant.Kind kind, Class<T> type) {
        OAuth2Authorization.Token<T> token = authorization.getToken(type);
        if (token == null) {
            return;
        }
        Map<String, Object> claims = token.getClaims();
        parts.put(
                kind,
                new Grant.Part(
                        hash(token.getToken().getTokenValue()),
                        Objects.requireNonNull(token.getToken().getIssuedAt()),
                        Objects.requireNonNull(token.getToken().getExpiresAt()),
                        token.isInvalidated(),
                        claims == null ? Map.of() : Claims.written(claims)));
    }

    private List<Grant.Access> access() {
        List<Grant.Access> all = new ArrayList<>();
        if (before != null) {
            before.access().stream().filter(token -> token.ends().isAfter(now)).forEach(all::add);
        }
        OAuth2Authorization.Token<OAuth2AccessToken> last = authorization.getToken(OAuth2AccessToken.class);
        if (last != null && !last.getToken().getTokenValue().startsWith(AuthorizationReading.MARK)) {
            all.add(access(last));
        }
        return all.subList(Math.max(0, all.size() - MOST_ACCESS), all.size());
    }

    private static Grant.Access access(OAuth2Authorization.Token<OAuth2AccessToken> token) {
        String value = token.getToken().getTokenValue();
        boolean reference = value.startsWith(AccessTokens.REFERENCE);
        return new Grant.Access(
                Sha256.of(value),
                reference ? TokenId.ofReference(value) : TokenId.ofJwt(value),
                reference,
                Claims.written(Objects.requireNonNull(token.getClaims())));
    }

    private static String hash(String value) {
        return value.startsWith(AuthorizationReading.MARK)
                ? value.substring(AuthorizationReading.MARK.length())
                : Sha256.of(value);
    }
}

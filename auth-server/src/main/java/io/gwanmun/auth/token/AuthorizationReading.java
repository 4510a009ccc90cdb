package io.gwanmun.auth.token;

import java.security.GeneralSecurityException;
import java.security.Principal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2DeviceCode;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.core.OAuth2UserCode;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

/** Makes of a grant what the protocol works with. Where a token stood there is a mark and its hash. */
final class AuthorizationReading {

    /** The attribute that holds the grant as it was read. */
    static final String GRANT = Grant.class.getName();

    /** Begins the value of a token of which only the hash is known; no token begins so. */
    static final String MARK = "sha256:";

    private final Grant grant;
    private final OAuth2Authorization.Builder builder;

    private AuthorizationReading(Grant grant, RegisteredClient client) {
        this.grant = grant;
        this.builder = OAuth2Authorization.withRegisteredClient(client)
                .id(grant.id())
                .principalName(grant.subject())
                .authorizationGrantType(new AuthorizationGrantType(grant.type()))
                .authorizedScopes(grant.scopes())
                .attribute(GRANT, grant);
    }

    /**
     * Reads a grant.
     *
     * @param presented what was presented and found it, in clear
     */
    static OAuth2Authorization of(Grant grant, RegisteredClient client, @Nullable String presented) {
        AuthorizationReading reading = new AuthorizationReading(grant, client);
        reading.attributes(client, presented);
        reading.parts();
        reading.access(presented);
        return reading.builder.build();
    }

    private void attributes(RegisteredClient client, @Nullable String presented) {
        Grant.Login login = grant.login();
        if (login != null) {
            builder.attribute(Principal.class.getName(), authentication(login));
        }
        Grant.Request request = grant.request();
        if (request != null) {
            builder.attribute(OAuth2AuthorizationRequest.class.getName(), request(client, request, presented));
        }
        Set<String> asked = grant.asked();
        if (asked != null) {
            builder.attribute(OAuth2ParameterNames.SCOPE, new HashSet<>(asked));
        }
    }

    private Authentication authentication(Grant.Login login) {
        List<GrantedAuthority> authorities = new ArrayList<>();
        login.authorities()
                .forEach((name, since) -> authorities.add(
                        since == 0
                                ? new SimpleGrantedAuthority(name)
                                : FactorGrantedAuthority.withAuthority(name)
                                        .issuedAt(Instant.ofEpochSecond(since))
                                        .build()));
        return UsernamePasswordAuthenticationToken.authenticated(grant.subject(), null, authorities);
    }

    private OAuth2AuthorizationRequest request(
            RegisteredClient client, Grant.Request request, @Nullable String presented) {
        return OAuth2AuthorizationRequest.authorizationCode()
                .authorizationUri(request.uri())
                .clientId(client.getClientId())
                .redirectUri(request.redirectUri())
                .scopes(request.scopes())
                .state(state(request, presented))
                .additionalParameters(new HashMap<>(request.parameters()))
                .build();
    }

    private @Nullable String state(Grant.Request request, @Nullable String presented) {
        if (request.sealedState() == null || presented == null) {
            return null;
        }
        try {
            return AuthorizationWriting.stateSealing(presented).open(grant.id(), request.sealedState());
        } catch (GeneralSecurityException e) {
            // Found by something else than the answer to the consent page, which needs no state.
            return null;
        }
    }

    private void parts() {
        part(Grant.Kind.CODE, OAuth2AuthorizationCode::new);
        part(Grant.Kind.DEVICE_CODE, OAuth2DeviceCode::new);
        part(Grant.Kind.USER_CODE, OAuth2UserCode::new);
        part(Grant.Kind.REFRESH_TOKEN, OAuth2RefreshToken::new);
        grant.part(Grant.Kind.ID_TOKEN).ifPresent(part -> {
            Map<String, Object> claims = Claims.live(part.claims());
            OidcIdToken token = new OidcIdToken(MARK + part.hash(), part.issued(), part.ends(), claims);
            builder.token(token, metadata -> metadata.put(OAuth2Authorization.Token.CLAIMS_METADATA_NAME, claims));
        });
    }

    private void part(Grant.Kind kind, Making making) {
        grant.part(kind).ifPresent(part -> {
            OAuth2Token token = making.token(MARK + part.hash(), part.issued(), part.ends());
            builder.token(
                    token, metadata -> metadata.put(OAuth2Authorization.Token.INVALIDATED_METADATA_NAME, part.spent()));
        });
    }

    private void access(@Nullable String presented) {
        String hash = presented == null ? "" : io.gwanmun.auth.state.Sha256.of(presented);
        Grant.Access last = grant.access().isEmpty()
                ? null
                : grant.access().get(grant.access().size() - 1);
        Grant.Access token = grant.access(hash).orElse(last);
        if (token == null) {
            return;
        }
        Map<String, Object> claims = Claims.live(token.claims());
        String scope = (String) token.claims().getOrDefault("scope", "");
        builder.token(
                new OAuth2AccessToken(
                        OAuth2AccessToken.TokenType.BEARER,
                        MARK + token.hash(),
                        token.issued(),
                        token.ends(),
                        scope.isEmpty() ? Set.of() : new HashSet<>(Arrays.asList(scope.split(" ")))),
                metadata -> metadata.put(OAuth2Authorization.Token.CLAIMS_METADATA_NAME, claims));
    }

    /** How a token of some type is made. */
    private interface Making {
        OAuth2Token token(String value, Instant issued, Instant ends);
    }
}

package io.gwanmun.auth.token;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.DefaultOAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthentication;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.stereotype.Component;

import io.gwanmun.auth.client.AdminScopes;
import io.gwanmun.auth.state.Sha256;

/**
 * Recognises this server's own access tokens where they are sent back to it. A token is live when Redis knows the SHA-256 of
 * the whole of it, so both kinds are called back at once, and a changed signature is another token. It is no bean of the
 * library's types, which would make it the judge of every login.
 */
@Component
public class OwnTokens {

    /** What holders of {@code auth:read} and {@code auth:write} get; only tokens for the admin APIs have it. */
    public static final String ADMIN = "ADMIN_";

    private final GrantStore store;

    OwnTokens(GrantStore store) {
        this.store = store;
    }

    /**
     * Turns a bearer token into what it says.
     *
     * @throws InvalidBearerTokenException when it is not known or has ended
     */
    public Authentication authenticate(Authentication asked) {
        String value = ((BearerTokenAuthenticationToken) asked).getToken();
        Grant.Access token = store.access(Sha256.of(value))
                .orElseThrow(() -> new InvalidBearerTokenException("The token is not known or has ended"));
        Map<String, Object> claims = token.claims();
        String scope = (String) claims.getOrDefault("scope", "");
        Set<String> scopes = new HashSet<>(Arrays.asList(scope.split(" ")));
        List<GrantedAuthority> authorities = new ArrayList<>();
        if (List.of(AdminScopes.AUDIENCE).equals(claims.get("aud"))) {
            scopes.forEach(name -> authorities.add(new SimpleGrantedAuthority(ADMIN + name)));
        }
        return new BearerTokenAuthentication(
                new DefaultOAuth2AuthenticatedPrincipal(
                        String.valueOf(claims.get("sub")), Claims.live(claims), authorities),
                new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER, value, token.issued(), token.ends(), scopes),
                authorities);
    }
}

package io.gwanmun.auth.protocol;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2DeviceAuthorizationRequestAuthenticationToken;

import io.gwanmun.auth.client.AdminScopes;

/** Refuses devices that mix admin scopes with others before anybody is asked; the rest is the library's. */
final class DeviceRules implements AuthenticationProvider {

    private final AuthenticationProvider next;

    private DeviceRules(AuthenticationProvider next) {
        this.next = next;
    }

    /** Puts the rules before what would grant the request; other requests go their way. */
    static AuthenticationProvider before(AuthenticationProvider next) {
        return next.supports(OAuth2DeviceAuthorizationRequestAuthenticationToken.class) ? new DeviceRules(next) : next;
    }

    @Override
    public @Nullable Authentication authenticate(Authentication authentication) {
        OAuth2DeviceAuthorizationRequestAuthenticationToken asked =
                (OAuth2DeviceAuthorizationRequestAuthenticationToken) authentication;
        if (AdminScopes.mixed(asked.getScopes())) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_SCOPE);
        }
        return next.authenticate(authentication);
    }

    @Override
    public boolean supports(Class<?> type) {
        return OAuth2DeviceAuthorizationRequestAuthenticationToken.class.isAssignableFrom(type);
    }
}

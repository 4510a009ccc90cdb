package io.gwanmun.auth.protocol;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2DeviceAuthorizationRequestAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationConverter;

import io.gwanmun.auth.client.AdminScopes;

/**
 * Refuses devices that mix admin scopes with others before anybody is asked, and takes their codes from forms alone; the rest is
 * the library's.
 */
final class DeviceRules implements AuthenticationProvider {

    private final AuthenticationProvider next;

    private DeviceRules(AuthenticationProvider next) {
        this.next = next;
    }

    /** Puts the rules before what would grant the request; other requests go their way. */
    static AuthenticationProvider before(AuthenticationProvider next) {
        return next.supports(OAuth2DeviceAuthorizationRequestAuthenticationToken.class) ? new DeviceRules(next) : next;
    }

    /** Only a form is taken: by an address that does the same, a link would be all it takes to fill in another's code. */
    static void formsOnly(List<AuthenticationConverter> all) {
        all.replaceAll(converter -> request -> {
            if (!"POST".equals(request.getMethod())) {
                throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_REQUEST);
            }
            return converter.convert(request);
        });
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

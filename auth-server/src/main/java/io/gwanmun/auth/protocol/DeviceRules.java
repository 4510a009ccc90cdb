package io.gwanmun.auth.protocol;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationConsentAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2DeviceAuthorizationConsentAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2DeviceAuthorizationConsentAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2DeviceAuthorizationRequestAuthenticationToken;

import io.gwanmun.auth.client.AdminScopes;

/**
 * Refuses devices that mix admin scopes with others before anybody is asked, and lets a device that asks for no scope have what
 * was allowed to it; the rest is the library's.
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

    /** To the library a consent without any scope is a refusal, also when the person said yes. */
    static void letNothingBeAllowed(List<AuthenticationProvider> all) {
        for (AuthenticationProvider provider : all) {
            if (provider instanceof OAuth2DeviceAuthorizationConsentAuthenticationProvider consent) {
                consent.setAuthorizationConsentCustomizer(DeviceRules::allow);
            }
        }
    }

    private static void allow(OAuth2AuthorizationConsentAuthenticationContext asked) {
        OAuth2DeviceAuthorizationConsentAuthenticationToken answer = asked.getAuthentication();
        OAuth2Authorization device = asked.getAuthorization();
        Set<String> requested = device == null ? null : device.getAttribute(OAuth2ParameterNames.SCOPE);
        if ("allow".equals(answer.getAdditionalParameters().get("decision"))
                && (requested == null || requested.isEmpty())) {
            asked.getAuthorizationConsent().authority(new SimpleGrantedAuthority("allowed"));
        }
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

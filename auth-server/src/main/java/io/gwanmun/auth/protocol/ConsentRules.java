package io.gwanmun.auth.protocol;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsent;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationConsentAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationConsentAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationConsentAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2DeviceAuthorizationConsentAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2DeviceVerificationAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

import io.gwanmun.auth.client.RegisteredClients;

/**
 * When people are asked, and what they answered.
 *
 * <ul>
 *   <li>For a device always: whose device it is, nobody knows but they (RFC 8628 section 5.4).
 *   <li>For a client with {@code consent}, until they have agreed to all it asks for; a native program each time, as any other program on
 *       the machine can send the same request (RFC 8252 section 8.6).
 *   <li>Who neither allows nor ticks a scope has denied, whatever they agreed to before.
 * </ul>
 */
final class ConsentRules {

    private ConsentRules() {}

    /** Tells the library. */
    static void apply(List<AuthenticationProvider> all) {
        for (AuthenticationProvider provider : all) {
            if (provider instanceof OAuth2AuthorizationCodeRequestAuthenticationProvider code) {
                code.setAuthorizationConsentRequired(ConsentRules::isAsked);
            } else if (provider instanceof OAuth2AuthorizationConsentAuthenticationProvider consent) {
                consent.setAuthorizationConsentCustomizer(ConsentRules::answered);
            } else if (provider instanceof OAuth2DeviceVerificationAuthenticationProvider device) {
                device.setAuthorizationConsentRequired(request -> true);
            } else if (provider instanceof OAuth2DeviceAuthorizationConsentAuthenticationProvider consent) {
                consent.setAuthorizationConsentCustomizer(ConsentRules::answered);
            }
        }
    }

    private static boolean isAsked(OAuth2AuthorizationCodeRequestAuthenticationContext context) {
        RegisteredClient client = context.getRegisteredClient();
        OAuth2AuthorizationRequest request = Objects.requireNonNull(context.getAuthorizationRequest());
        OAuth2AuthorizationConsent given = context.getAuthorizationConsent();
        boolean agreed = given != null && given.getScopes().containsAll(request.getScopes());
        return client.getClientSettings().isRequireAuthorizationConsent()
                && !request.getScopes().equals(Set.of(OidcScopes.OPENID))
                && (!agreed || isNative(client, request));
    }

    private static boolean isNative(RegisteredClient client, OAuth2AuthorizationRequest request) {
        return RegisteredClients.settings(client).keepsNoSecret()
                && !String.valueOf(request.getRedirectUri()).startsWith("https:");
    }

    private static void answered(OAuth2AuthorizationConsentAuthenticationContext asked) {
        OAuth2AuthorizationConsentAuthenticationToken answer = asked.getAuthentication();
        boolean allowed = "allow".equals(answer.getAdditionalParameters().get("decision"));
        if (!allowed && answer.getScopes().isEmpty()) {
            // The library would count what was agreed to before.
            asked.getAuthorizationConsent().authorities(Collection::clear);
        } else if (allowed && asksForNothing(asked)) {
            // To the library a consent without any scope is a refusal.
            asked.getAuthorizationConsent().authority(new SimpleGrantedAuthority("allowed"));
        }
    }

    private static boolean asksForNothing(OAuth2AuthorizationConsentAuthenticationContext asked) {
        OAuth2AuthorizationRequest request = asked.getAuthorizationRequest();
        OAuth2Authorization grant = Objects.requireNonNull(asked.getAuthorization());
        Set<String> scopes = request == null ? grant.getAttribute(OAuth2ParameterNames.SCOPE) : request.getScopes();
        return scopes == null || scopes.isEmpty();
    }
}

package io.gwanmun.auth.protocol;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.web.authentication.AuthenticationConverter;

import io.gwanmun.auth.client.AdminScopes;
import io.gwanmun.auth.client.RedirectUris;
import io.gwanmun.auth.client.RegisteredClients;
import io.gwanmun.auth.user.People;
import io.gwanmun.auth.user.Person;

/**
 * What must hold of a request to the authorization endpoint, besides PKCE, before anybody is asked to log in. With a wrong
 * {@code redirect_uri} nobody is sent anywhere.
 */
final class AuthorizationRules implements Consumer<OAuth2AuthorizationCodeRequestAuthenticationContext> {

    private final People people;

    AuthorizationRules(People people) {
        this.people = people;
    }

    /** Refuses what the library would take for something else: no {@code redirect_uri}, or a parameter twice (RFC 6749 section 3.1). */
    static void strictly(List<AuthenticationConverter> all) {
        all.replaceAll(converter -> request -> {
            Authentication converted = converter.convert(request);
            if (converted instanceof OAuth2AuthorizationCodeRequestAuthenticationToken asked) {
                boolean twice =
                        asked.getAdditionalParameters().values().stream().anyMatch(String[].class::isInstance);
                if (twice || asked.getRedirectUri() == null) {
                    throw new OAuth2AuthorizationCodeRequestAuthenticationException(
                            new OAuth2Error(
                                    OAuth2ErrorCodes.INVALID_REQUEST,
                                    "%s (expected: each parameter once, redirect_uri among them)"
                                            .formatted(twice ? "parameter" : "redirect_uri"),
                                    null),
                            null);
                }
            }
            return converted;
        });
    }

    @Override
    public void accept(OAuth2AuthorizationCodeRequestAuthenticationContext context) {
        OAuth2AuthorizationCodeRequestAuthenticationToken request = context.getAuthentication();
        RegisteredClient client = context.getRegisteredClient();
        boolean isPublic = RegisteredClients.settings(client).keepsNoSecret();
        String redirect = request.getRedirectUri();
        if (redirect == null || !RedirectUris.matches(client.getRedirectUris(), redirect, isPublic)) {
            throw refused(
                    OAuth2ErrorCodes.INVALID_REQUEST,
                    "redirect_uri (expected: one that is written on the client, character by character)",
                    request,
                    null);
        }
        Set<String> scopes = request.getScopes();
        if (!client.getScopes().containsAll(scopes)) {
            throw refused(
                    OAuth2ErrorCodes.INVALID_SCOPE, "scope (expected: what the client may ask for)", request, redirect);
        }
        if (AdminScopes.mixed(scopes)) {
            throw refused(
                    OAuth2ErrorCodes.INVALID_SCOPE, "scope (expected: admin scopes by themselves)", request, redirect);
        }
        boolean loggedIn = isLoggedIn((Authentication) request.getPrincipal());
        if (!loggedIn && isSilent(request)) {
            throw refused("login_required", "prompt (expected: somebody who has logged in)", request, redirect);
        }
        // Who has not logged in yet is let pass, and looked at when they have.
        if (loggedIn && AdminScopes.any(scopes) && !mayAdminister((Authentication) request.getPrincipal())) {
            throw refused(
                    OAuth2ErrorCodes.INVALID_SCOPE,
                    "scope (expected: admin scopes only for the role %s)".formatted(Person.ADMIN),
                    request,
                    redirect);
        }
    }

    private static boolean isLoggedIn(@Nullable Authentication principal) {
        return principal != null && !(principal instanceof AnonymousAuthenticationToken) && principal.isAuthenticated();
    }

    private static boolean isSilent(OAuth2AuthorizationCodeRequestAuthenticationToken request) {
        return "none".equals(request.getAdditionalParameters().get("prompt"));
    }

    private boolean mayAdminister(Authentication principal) {
        return people.find(principal.getName())
                .filter(person -> person.roles().contains(Person.ADMIN))
                .isPresent();
    }

    private static OAuth2AuthorizationCodeRequestAuthenticationException refused(
            String code,
            String message,
            OAuth2AuthorizationCodeRequestAuthenticationToken request,
            @Nullable String redirect) {
        OAuth2AuthorizationCodeRequestAuthenticationToken answer =
                new OAuth2AuthorizationCodeRequestAuthenticationToken(
                        request.getAuthorizationUri(),
                        request.getClientId(),
                        (Authentication) request.getPrincipal(),
                        redirect,
                        request.getState(),
                        request.getScopes(),
                        request.getAdditionalParameters());
        return new OAuth2AuthorizationCodeRequestAuthenticationException(new OAuth2Error(code, message, null), answer);
    }
}

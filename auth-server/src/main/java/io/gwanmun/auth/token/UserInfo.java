package io.gwanmun.auth.token;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.oidc.OidcUserInfo;
import org.springframework.security.oauth2.server.authorization.oidc.authentication.OidcUserInfoAuthenticationContext;
import org.springframework.stereotype.Component;

import io.gwanmun.auth.user.People;
import io.gwanmun.auth.user.Person;

/**
 * Tells of a person what the scopes of a token let it
 * (<a href="https://openid.net/specs/openid-connect-core-1_0.html#ScopeClaims">OpenID Connect Core section 5.4</a>).
 */
@Component
public class UserInfo implements Function<OidcUserInfoAuthenticationContext, OidcUserInfo> {

    private static final Map<String, List<String>> CLAIMS = Map.of(
            "email", List.of("email", "email_verified"),
            "phone", List.of("phone_number", "phone_number_verified"),
            "address", List.of("address"),
            "profile",
                    List.of(
                            "name",
                            "family_name",
                            "given_name",
                            "middle_name",
                            "nickname",
                            "preferred_username",
                            "profile",
                            "picture",
                            "website",
                            "gender",
                            "birthdate",
                            "zoneinfo",
                            "locale",
                            "updated_at"));

    private final People people;

    UserInfo(People people) {
        this.people = people;
    }

    @Override
    public OidcUserInfo apply(OidcUserInfoAuthenticationContext context) {
        Person person = people.find(context.getAuthorization().getPrincipalName())
                .filter(Person::enabled)
                .orElseThrow(() -> new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_TOKEN));
        Set<String> scopes = context.getAccessToken().getScopes();
        Map<String, Object> told = new HashMap<>();
        told.put("sub", person.id());
        scopes.stream()
                .flatMap(scope -> CLAIMS.getOrDefault(scope, List.of()).stream())
                .filter(person.profile()::containsKey)
                .forEach(claim -> told.put(claim, person.profile().get(claim)));
        return new OidcUserInfo(told);
    }
}

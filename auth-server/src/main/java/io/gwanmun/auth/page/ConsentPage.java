package io.gwanmun.auth.page;

import java.security.Principal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsent;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsentService;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

import io.gwanmun.auth.user.People;
import io.gwanmun.auth.user.Person;

/**
 * Asks somebody whether a client may have what it wants. The answer goes to the authorization server, which knows by the state what was asked: nothing that this page is
 * called with can widen it.
 */
@Controller
class ConsentPage {

    private final RegisteredClientRepository clients;
    private final OAuth2AuthorizationConsentService consents;
    private final People people;

    /**
     * A scope on the page.
     *
     * @param name the scope
     * @param admin whether it opens the admin APIs
     */
    record Scope(String name, boolean admin) {

        static Scope of(String name) {
            return new Scope(name, name.startsWith("gateway:") || name.startsWith("auth:"));
        }
    }

    ConsentPage(RegisteredClientRepository clients, OAuth2AuthorizationConsentService consents, People people) {
        this.clients = clients;
        this.consents = consents;
        this.people = people;
    }

    @GetMapping("/consent")
    String show(
            @RequestParam("client_id") String clientId,
            @RequestParam("scope") String scope,
            @RequestParam("state") String state,
            @RequestParam(name = "user_code", required = false) @Nullable String userCode,
            Principal principal,
            Model model) {
        RegisteredClient client = clients.findByClientId(clientId);
        if (client == null) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
        OAuth2AuthorizationConsent given = consents.findById(client.getId(), principal.getName());
        Set<String> agreed = given == null ? Set.of() : given.getScopes();
        model.addAttribute("clientId", clientId);
        model.addAttribute("clientName", client.getClientName());
        model.addAttribute("state", state);
        model.addAttribute("userCode", userCode);
        model.addAttribute(
                "person", people.find(principal.getName()).map(Person::name).orElse(""));
        model.addAttribute(
                "asked",
                scopes(scope)
                        .filter(name -> !agreed.contains(name))
                        .map(Scope::of)
                        .toList());
        model.addAttribute(
                "agreed", scopes(scope).filter(agreed::contains).map(Scope::of).toList());
        model.addAttribute("to", userCode == null ? "/oauth2/authorize" : "/oauth2/device_verification");
        return "consent";
    }

    private static Stream<String> scopes(String scope) {
        List<String> names = Arrays.asList(scope.split(" ", -1));
        return names.stream()
                .filter(name -> !name.isBlank() && !name.equals(OidcScopes.OPENID))
                .distinct()
                .sorted(Comparator.naturalOrder());
    }
}

package io.gwanmun.auth.setup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

import io.gwanmun.auth.client.Client;
import io.gwanmun.auth.client.Clients;
import io.gwanmun.auth.event.Event;
import io.gwanmun.auth.user.PasswordHashing;
import io.gwanmun.auth.user.PasswordRules;
import io.gwanmun.auth.user.Person;
import io.gwanmun.auth.user.Profile;
import io.gwanmun.auth.user.User;
import io.gwanmun.auth.user.UserDraft;
import io.gwanmun.auth.user.Users;

/** Makes what a new installation needs before anybody can administer it. Nothing of it exists by default. */
@Component
class FirstRun {

    private static final String CLI = """
            {"id": "gwanmun-cli", "name": "Gwanmun command line", "authentication": ["none"], "consent": true,
             "redirectUris": ["http://127.0.0.1/callback", "http://[::1]/callback"],
             "grants": ["authorization_code", "refresh_token", "urn:ietf:params:oauth:grant-type:device_code"],
             "scopes": ["openid", "gateway:read", "gateway:write", "auth:read", "auth:write"], "refreshLife": "12h"}
            """;
    private static final String GATEWAY = """
            {"id": "gateway", "name": "Gateway", "grants": ["client_credentials"], "introspection": true}
            """;

    private final Users users;
    private final PasswordHashing hashing;
    private final Clients clients;
    private final JsonMapper json = new JsonMapper();

    /**
     * What is to be made.
     *
     * @param adminName the name of the admin
     * @param adminEmail the address of the admin
     * @param gateway whether a client is made by which a gateway asks about tokens
     * @param again whether to go on although there is an admin
     */
    record Plan(String adminName, @Nullable String adminEmail, boolean gateway, boolean again) {}

    FirstRun(Users users, PasswordHashing hashing, Clients clients) {
        this.users = users;
        this.hashing = hashing;
        this.clients = clients;
    }

    /** Returns why the plan cannot be carried out, before anybody types a password for it. */
    Optional<String> objection(Plan plan) {
        if (!plan.again() && users.anyHas(Person.ADMIN)) {
            return Optional.of("there is an admin already (expected: a new installation, or --again to make one more)");
        }
        return users.named(plan.adminName())
                .map(user -> "--admin-name: " + user.name() + " is taken (expected: a new name)");
    }

    /** Makes it, and returns what was made in lines for people; a secret stands there and nowhere else. */
    List<String> run(Plan plan, String password) {
        Profile profile = Profile.EMPTY.withEmail(plan.adminEmail(), plan.adminEmail() != null);
        UserDraft draft = new UserDraft(plan.adminName(), profile, true, Set.of(Person.ADMIN), Set.of());
        PasswordRules.check(password, draft.name());
        User admin = users.create(draft);
        users.setPasswordHash(admin.id(), hashing.hash(password));
        Event.of("setup.admin-created").person(admin.id()).log();
        List<String> made = new ArrayList<>();
        made.add("user " + admin.name() + " with the role " + Person.ADMIN);
        make("gwanmun-cli", CLI, made);
        if (plan.gateway()) {
            make("gateway", GATEWAY, made);
        }
        return made;
    }

    private void make(String id, String document, List<String> made) {
        if (clients.find(id).isPresent()) {
            made.add("client " + id + " was there already and stays as it is");
            return;
        }
        String secret = clients.create(json.readValue(document, Client.class)).secret();
        made.add("client " + id + (secret == null ? "" : ", secret " + secret + " (shown once; keep it now)"));
    }
}

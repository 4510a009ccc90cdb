package io.gwanmun.auth.setup;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.gwanmun.auth.client.Client;

/**
 * People and clients of a demo, whose passwords and secrets anybody may know.
 *
 * @param roles names of roles
 * @param users people
 * @param clients clients, each as the admin API takes it, with a secret beside it where it has one
 */
record DemoSeed(List<String> roles, List<DemoUser> users, List<DemoClient> clients) {

    @SuppressWarnings("NullAway") // The reader leaves null what was left out.
    DemoSeed {
        roles = roles == null ? List.of() : List.copyOf(roles);
        users = users == null ? List.of() : List.copyOf(users);
        clients = clients == null ? List.of() : List.copyOf(clients);
    }

    record DemoUser(
            String name,
            String password,
            @Nullable String email,
            @Nullable String givenName,
            @Nullable String familyName,
            Set<String> roles) {

        @SuppressWarnings("NullAway") // The reader leaves null what was left out.
        DemoUser {
            roles = roles == null ? Set.of() : Set.copyOf(roles);
        }
    }

    record DemoClient(Client client, @Nullable String secret) {}
}

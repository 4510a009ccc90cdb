package io.gwanmun.auth.setup;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import io.gwanmun.auth.client.Clients;
import io.gwanmun.auth.client.Loopback;
import io.gwanmun.auth.token.IssuerProperties;
import io.gwanmun.auth.user.PasswordHashing;
import io.gwanmun.auth.user.Profile;
import io.gwanmun.auth.user.Roles;
import io.gwanmun.auth.user.User;
import io.gwanmun.auth.user.UserDraft;
import io.gwanmun.auth.user.Users;

/**
 * Makes the people and clients of a demo file that are not there yet, at the start. Passwords of a demo stand in a public file, so the
 * start fails unless the issuer is an address of this machine.
 */
@Component
class DemoLoader implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(DemoLoader.class);

    private final DemoProperties properties;
    private final IssuerProperties issuer;
    private final Users users;
    private final Roles roles;
    private final PasswordHashing hashing;
    private final Clients clients;
    private final JsonMapper json = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    DemoLoader(
            DemoProperties properties,
            IssuerProperties issuer,
            Users users,
            Roles roles,
            PasswordHashing hashing,
            Clients clients) {
        this.properties = properties;
        this.issuer = issuer;
        this.users = users;
        this.roles = roles;
        this.hashing = hashing;
        this.clients = clients;
        refuseElsewhere(properties.file());
    }

    /** Before anything listens. */
    private void refuseElsewhere(@Nullable Path file) {
        if (file != null && !Loopback.holds(URI.create(issuer.name()).getHost())) {
            throw new IllegalStateException("auth.demo.file: " + file + " while auth.issuer is " + issuer.name()
                    + " (expected: no demo, or an issuer on this machine: everybody knows a demo's passwords)");
        }
    }

    @Override
    public void run(ApplicationArguments args) throws IOException {
        Path file = properties.file();
        if (file == null) {
            return;
        }
        DemoSeed seed = read(file);
        seed.roles().forEach(this::makeRole);
        seed.users().forEach(this::makeUser);
        seed.clients().forEach(this::makeClient);
        LOG.warn(
                "a demo: {} users and {} clients of {} can log in",
                seed.users().size(),
                seed.clients().size(),
                file);
    }

    private DemoSeed read(Path file) throws IOException {
        try (Reader reader = Files.newBufferedReader(file)) {
            Object written = new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
            return json.convertValue(written == null ? Map.of() : written, DemoSeed.class);
        } catch (JacksonException e) {
            throw new IllegalStateException(
                    "auth.demo.file: " + file + ": " + e.getOriginalMessage() + " (expected: roles, users, clients)",
                    e);
        }
    }

    private void makeRole(String name) {
        if (roles.find(name).isEmpty()) {
            roles.create(new Roles.Role(name, ""));
        }
    }

    private void makeUser(DemoSeed.DemoUser written) {
        if (users.named(written.name()).isPresent()) {
            return;
        }
        written.roles().forEach(this::makeRole);
        Profile profile = new Profile(written.email(), true, written.givenName(), written.familyName(), null);
        User user = users.create(new UserDraft(written.name(), profile, true, written.roles(), Set.of()));
        users.setPasswordHash(user.id(), hashing.hash(written.password()));
    }

    private void makeClient(DemoSeed.DemoClient written) {
        String id = String.valueOf(written.client().id());
        if (clients.find(id).isPresent()) {
            return;
        }
        if (written.secret() == null && !written.client().authentication().contains("none")) {
            throw new IllegalStateException(
                    "auth.demo.file: clients: " + id + ": no secret (expected: one, or authentication: [none])");
        }
        clients.create(written.client(), written.secret());
    }
}

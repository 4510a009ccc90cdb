package io.gwanmun.auth.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.gwanmun.auth.key.KeyRing;

/** What must hold of a client before it is kept. */
final class ClientRules {

    static final String DEVICE = "urn:ietf:params:oauth:grant-type:device_code";

    private static final Set<String> METHODS =
            Set.of("client_secret_basic", "client_secret_post", "private_key_jwt", Client.PUBLIC);
    private static final Set<String> GRANTS =
            Set.of("authorization_code", "refresh_token", "client_credentials", DEVICE);
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]{1,100}");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/-]{0,199}");
    private static final int MOST = 50;

    private final Client client;
    private final List<Mistake> mistakes = new ArrayList<>();

    private ClientRules(Client client) {
        this.client = client;
    }

    /** Returns everything that is wrong with a client. */
    static List<Mistake> check(Client client) {
        ClientRules rules = new ClientRules(client);
        rules.names();
        rules.authentication();
        rules.grants();
        rules.redirects();
        rules.words();
        rules.lives();
        return List.copyOf(rules.mistakes);
    }

    private void names() {
        String id = client.id();
        if (id != null && !ID.matcher(id).matches()) {
            wrong("id", quote(id), "1 to 64 letters, digits, '.', '_' or '-', beginning with a letter or digit");
        }
        String name = client.name();
        if (name == null || name.isBlank() || name.length() > 100) {
            wrong("name", name == null ? "missing" : quote(name), "1 to 100 characters; people see it");
        }
    }

    private void authentication() {
        each("authentication", client.authentication(), METHODS::contains, "one of " + sorted(METHODS));
        if (client.authentication().isEmpty()) {
            wrong("authentication", "empty", "one or more of " + sorted(METHODS));
        }
        if (client.keepsNoSecret() && client.authentication().size() > 1) {
            wrong("authentication", "none beside others", "none alone: a public client, or one that proves who it is");
        }
        boolean signs = client.authentication().contains("private_key_jwt");
        if (signs) {
            ClientKeys.mistake(client.jwks()).ifPresent(message -> wrong("jwks", message, ClientKeys.EXPECTED));
        } else if (client.jwks() != null) {
            wrong("jwks", "given without use", "only with authentication private_key_jwt");
        }
        if (client.keepsNoSecret() && client.introspection()) {
            wrong("introspection", "true for a public client", "false, or a client that proves who it is");
        }
    }

    private void grants() {
        each("grants", client.grants(), GRANTS::contains, "one of " + sorted(GRANTS));
        // A client that only introspects gets no tokens.
        if (client.grants().isEmpty() && !client.introspection()) {
            wrong("grants", "empty", "one or more of " + sorted(GRANTS));
        }
        if (client.keepsNoSecret() && client.grants().contains("client_credentials")) {
            wrong("grants", "client_credentials for a public client", "a client that proves who it is");
        }
        boolean people = client.grants().contains("authorization_code")
                || client.grants().contains(DEVICE);
        if (client.grants().contains("refresh_token") && !people) {
            wrong("grants", "refresh_token alone", "authorization_code or " + DEVICE + " beside it");
        }
        if (!client.roles().isEmpty() && !client.grants().contains("client_credentials")) {
            wrong("roles", "given without use", "only with grant client_credentials; people have roles of their own");
        }
    }

    private void redirects() {
        if (client.grants().contains("authorization_code")
                && client.redirectUris().isEmpty()) {
            wrong("redirectUris", "empty", "one or more, as grants has authorization_code");
        }
        redirects("redirectUris", client.redirectUris());
        redirects("postLogoutRedirectUris", client.postLogoutRedirectUris());
    }

    private void redirects(String field, List<String> uris) {
        each(field, uris, RedirectUris::isAllowed, RedirectUris.EXPECTED);
    }

    private void words() {
        each("scopes", client.scopes(), text -> SCOPE.matcher(text).matches(), "a scope token of RFC 6749 section 3.3");
        each("roles", client.roles(), text -> WORD.matcher(text).matches(), "letters, digits and . _ : / -");
        each("audiences", client.audiences(), text -> WORD.matcher(text).matches(), "letters, digits and . _ : / -");
        if (client.audiences().isEmpty()) {
            wrong("audiences", "empty", "one or more, such as gateway");
        }
        if (client.audiences().contains(AdminScopes.AUDIENCE)) {
            wrong("audiences", AdminScopes.AUDIENCE, "left out: tokens with an admin scope get it, others never");
        }
    }

    private void lives() {
        life("accessLife", client.accessLife(), Duration.ofSeconds(10), KeyRing.LONGEST_TOKEN, "10s to 24h");
        life("refreshLife", client.refreshLife(), Duration.ofMinutes(1), Duration.ofDays(365), "1m to 365d");
    }

    private void life(String field, String text, Duration least, Duration most, String range) {
        Duration life = Lives.parse(text);
        if (life == null || life.compareTo(least) < 0 || life.compareTo(most) > 0) {
            wrong(field, quote(text), range + ", with a unit: s, m, h or d");
        }
    }

    private void each(String field, List<String> values, Predicate<String> right, String expected) {
        if (values.size() > MOST) {
            wrong(field, values.size() + " values", "at most " + MOST);
            return;
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < values.size(); i++) {
            String value = values.get(i);
            if (!right.test(value)) {
                wrong(field + "[" + i + "]", quote(value), expected);
            } else if (!seen.add(value)) {
                wrong(field + "[" + i + "]", quote(value) + " twice", "each once");
            }
        }
    }

    private void wrong(String field, String message, String expected) {
        mistakes.add(new Mistake(field, message, expected));
    }

    private static String quote(@Nullable String text) {
        String shown = Objects.toString(text);
        return "'" + (shown.length() > 100 ? shown.substring(0, 100) + "…" : shown) + "'";
    }

    private static String sorted(Set<String> values) {
        return String.join(", ", values.stream().sorted().toList());
    }
}

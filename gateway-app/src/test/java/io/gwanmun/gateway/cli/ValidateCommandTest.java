package io.gwanmun.gateway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.gwanmun.gateway.cli.Terminal.Outcome;

import static org.assertj.core.api.Assertions.assertThat;

class ValidateCommandTest {

    private static final String REFERENCES = """
            apiVersion: gateway/v1
            upstreams:
              u:
                targets: ["${env:GWANMUN_TEST_NO_URL}", "${file:/run/secrets/no-such-url}"]
                maxConnections: ${env:GWANMUN_TEST_NO_NUMBER}
                connectTimeout: ${env:GWANMUN_TEST_NO_SECONDS}s
            apis:
              a: {routes: {one: {to: {upstream: u}}}}
            """;

    @TempDir
    private Path root;

    private Terminal terminal;

    @BeforeEach
    void open() {
        terminal = new Terminal(root);
    }

    @Test
    void validateWhenValidThenOneLine() {
        terminal.with("gateway/users.yaml", Terminal.USERS);
        assertThat(terminal.run("validate", "gateway"))
                .isEqualTo(new Outcome(0, "Valid: 1 file, 1 API, 2 routes, 1 upstream, revision b2ba8e43e9a5\n", ""));
    }

    @Test
    void validateWhenMistakesThenAllInFullAndTheirCount() {
        terminal.with(
                "gateway/users.yaml",
                Terminal.USERS.replace("access: none", "acess: none").replace("users-us, path", "users-uk, path"));
        Outcome outcome = terminal.run("validate", "gateway");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .startsWith("gateway/users.yaml:7:5: apis.users: found unknown key \"acess\"")
                .contains("     7 |     acess: none\n       |     ^\n")
                .contains("gateway/users.yaml:12:", "Did you mean \"users-us\"?")
                .endsWith("\n2 mistakes in gateway\n");
    }

    @Test
    void validateWhenRoutesTieThenLineOfTheSecond() {
        terminal.with(
                "gateway/users.yaml",
                Terminal.USERS
                        .replace(
                                "      salary:\n        match: {path: \"/{id}/salary\"",
                                "      salary:\n        match: {path: \"/{name}\"")
                        .replace("{id}/details", "{name}/details"));
        Outcome outcome = terminal.run("validate", "gateway");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err())
                .contains("found a route that ties with users/details (gateway/users.yaml:9:16)")
                .contains("    11 |         match: {path: \"/{name}\", methods: [GET]}\n")
                .endsWith("\n1 mistake in gateway\n");
    }

    @Test
    void validateWhenYamlUnreadableThenMistake() {
        terminal.with("gateway/users.yaml", "apis: [\n");
        Outcome outcome = terminal.run("validate", "gateway");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).startsWith("gateway/users.yaml:").endsWith("\n1 mistake in gateway\n");
    }

    @Test
    void validateWhenDirectoryMissingThenUnusable() {
        assertThat(terminal.run("validate", "@nowhere")).isEqualTo(new Outcome(2, "", "nowhere does not exist.\n"));
    }

    @Test
    void validateWhenFileGivenThenUnusable() {
        terminal.with("users.yaml", Terminal.USERS);
        assertThat(terminal.run("validate", "users.yaml"))
                .isEqualTo(new Outcome(2, "", "users.yaml is not a directory.\n"));
    }

    @Test
    void validateWhenDirectoryEmptyThenMistake() throws IOException {
        Files.createDirectory(root.resolve("gateway"));
        Outcome outcome = terminal.run("validate", "gateway");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains("no YAML file");
    }

    @Test
    void validateWhenSecretsMissingThenMistakes() {
        terminal.with("gateway/a.yaml", REFERENCES);
        Outcome outcome = terminal.run("validate", "gateway");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).endsWith("\n4 mistakes in gateway\n");
    }

    @Test
    void validateWhenToldNoSecretsThenEveryReferenceCounts() {
        terminal.with("gateway/a.yaml", REFERENCES);
        assertThat(terminal.run("validate", "gateway", "--no-secrets"))
                .isEqualTo(new Outcome(
                        0, "Valid: 1 file, 1 API, 1 route, 1 upstream, revision not known without secrets\n", ""));
    }

    @Test
    void validateWhenToldNoSecretsThenOtherMistakesShowTheFileAsWritten() {
        terminal.with("gateway/a.yaml", REFERENCES.replace("targets:", "target:"));
        Outcome outcome = terminal.run("validate", "gateway", "--no-secrets");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains("| ", "\"${file:/run/secrets/no-such-url}\"");
    }

    @Test
    void validateWhenToldNoSecretsAndEnvironmentOnlyThenRevisionIsThatOfTheFiles() {
        terminal.with("gateway/a.yaml", REFERENCES.replace(", \"${file:/run/secrets/no-such-url}\"", ""));
        assertThat(terminal.run("validate", "gateway", "--no-secrets").out())
                .matches("Valid: 1 file, .*, revision [0-9a-f]{12}\n");
    }

    @Test
    void validateWhenSecretsDirectoryGivenThenFilesAreRead() {
        terminal.with("secrets/url", "http://127.0.0.1:9101\n").with("gateway/a.yaml", """
                        apiVersion: gateway/v1
                        upstreams: {u: {targets: ["${file:%s/secrets/url}"]}}
                        apis: {a: {routes: {one: {to: {upstream: u}}}}}
                        network: {outbound: {allow: [loopback]}}
                        """.formatted(root));
        assertThat(terminal.run("validate", "gateway").code()).isEqualTo(1);
        assertThat(terminal.run("validate", "gateway", "--secrets-directory", "secrets")
                        .code())
                .isZero();
    }
}

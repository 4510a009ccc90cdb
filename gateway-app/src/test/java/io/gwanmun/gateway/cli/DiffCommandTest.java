package io.gwanmun.gateway.cli;

import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.gwanmun.gateway.cli.Terminal.Outcome;

import static org.assertj.core.api.Assertions.assertThat;

class DiffCommandTest {

    @TempDir
    private Path root;

    private Terminal terminal;

    @BeforeEach
    void open() {
        terminal = new Terminal(root).with("old/users.yaml", Terminal.USERS);
    }

    @Test
    void diffWhenOnlyLayoutDiffersThenSame() {
        terminal.with("new/other-name.yaml", "# a remark\n" + Terminal.USERS);
        assertThat(terminal.run("diff", "old", "new")).isEqualTo(new Outcome(0, "", ""));
    }

    @Test
    void diffWhenDifferentThenEachChangeWithoutColours() {
        terminal.with(
                "new/users.yaml",
                Terminal.USERS
                        .replace("    access: none\n", "")
                        .replace("users-us, path: \"/{id}/details\"", "users-us, path: \"/{id}\"")
                        .replace("upstreams:\n", "upstreams:\n  users-eu: {targets: [\"http://127.0.0.1:9102\"]}\n"));
        assertThat(terminal.run("diff", "old", "new")).isEqualTo(new Outcome(1, """
                - apis.users.access: none
                ~ apis.users.routes.salary.to.path: "/{id}/details" -> "/{id}"
                + upstreams.users-eu: {targets: ["http://127.0.0.1:9102"]}
                """, ""));
    }

    @Test
    void diffWhenSecretReferencesDifferThenMasked() {
        terminal.with("one/users.yaml", Terminal.USERS.replace("http://127.0.0.1:9101/users", "${env:GWANMUN_A}"))
                .with("two/users.yaml", Terminal.USERS.replace("http://127.0.0.1:9101/users", "${env:GWANMUN_B}"));
        Outcome outcome = terminal.run("diff", "one", "two", "--no-secrets");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out()).startsWith("~ upstreams.users-us.targets").doesNotContain("unset", "GWANMUN");
    }

    @Test
    void diffWhenOneHasMistakesThenUnusable() {
        terminal.with("new/users.yaml", "apiVersion: gateway/v2\n");
        Outcome outcome = terminal.run("diff", "old", "new");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).startsWith("new/users.yaml:1:").endsWith("\nnew has 1 mistake.\n");
    }

    @Test
    void diffWhenOneIsMissingThenUnusable() {
        assertThat(terminal.run("diff", "old", "@nowhere")).isEqualTo(new Outcome(2, "", "nowhere does not exist.\n"));
    }
}

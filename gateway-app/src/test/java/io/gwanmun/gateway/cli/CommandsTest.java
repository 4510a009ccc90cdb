package io.gwanmun.gateway.cli;

import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.gwanmun.gateway.cli.Terminal.Outcome;

import static org.assertj.core.api.Assertions.assertThat;

class CommandsTest {

    @TempDir
    private Path root;

    private Terminal terminal;

    @BeforeEach
    void open() {
        terminal = new Terminal(root);
    }

    @Test
    void areMeantByWhenNoWordThenGatewayStarts() {
        assertThat(Commands.areMeantBy()).isFalse();
        assertThat(Commands.areMeantBy("--server.port=8080")).isFalse();
        assertThat(Commands.areMeantBy("--gateway.plugins.directory=x", "validate"))
                .isFalse();
    }

    @Test
    void areMeantByWhenWordOrQuestionThenCommand() {
        assertThat(Commands.areMeantBy("validate", "x")).isTrue();
        assertThat(Commands.areMeantBy("anything")).isTrue();
        assertThat(Commands.areMeantBy("--help")).isTrue();
        assertThat(Commands.areMeantBy("-V")).isTrue();
    }

    @Test
    void runWhenCommandUnknownThenMeantOneIsNamed() {
        assertThat(terminal.run("valdate", "x")).isEqualTo(new Outcome(2, "", """
                "valdate" is no command. Did you mean "validate"?
                See java -jar gateway-app.jar --help
                """));
    }

    @Test
    void runWhenHelpAskedThenAllCommandsAreListed() {
        Outcome help = terminal.run("--help");
        assertThat(help.code()).isZero();
        assertThat(help.out())
                .startsWith("Usage: java -jar gateway-app.jar [-hV] COMMAND\n")
                .contains(
                        "  validate   ",
                        "  diff       ",
                        "  routes     ",
                        "  explain    ",
                        "  schema     ",
                        "  countries  ",
                        "  login      ");
    }

    @Test
    void runWhenHelpOfEachCommandAskedThenLinesFitTheWidth() {
        for (String command : new String[] {"validate", "diff", "routes", "explain", "schema", "countries", "login"}) {
            Outcome help = terminal.run(command, "--help");
            assertThat(help.code()).as(command).isZero();
            assertThat(help.out().lines()).as(command).allMatch(line -> line.length() <= TextTable.WIDTH);
        }
    }

    @Test
    void runWhenVersionAskedThenOneLine() {
        Outcome version = terminal.run("--version");
        assertThat(version.code()).isZero();
        assertThat(version.out()).matches("Gwanmun \\S.*, Java \\d+.*\n");
        assertThat(terminal.run("validate", "--version")).isEqualTo(version);
    }

    @Test
    void runWhenArgumentMissingOrTooManyThenUsage() {
        assertThat(terminal.run("validate").code()).isEqualTo(2);
        assertThat(terminal.run("diff", "a").err())
                .isEqualTo("Missing required parameter: 'NEW'\nSee java -jar gateway-app.jar diff --help\n");
        assertThat(terminal.run("validate", "a", "b").code()).isEqualTo(2);
        assertThat(terminal.run("validate", "a", "--nonsense").err())
                .startsWith("Unknown option: '--nonsense'\n")
                .doesNotContain("at picocli");
    }

    @Test
    void runWhenPluginFolderMissingThenOneSentence() {
        assertThat(terminal.run("schema", "--plugins", "/nowhere"))
                .isEqualTo(new Outcome(2, "", "--plugins: /nowhere is not a directory.\n"));
    }
}

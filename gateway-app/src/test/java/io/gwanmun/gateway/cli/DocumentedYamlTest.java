package io.gwanmun.gateway.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.gwanmun.gateway.cli.Terminal.Outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Whoever copies a block of YAML out of the pages, or the files of the demonstration, has what the gateway takes as it is. */
class DocumentedYamlTest {

    private static final Path TOP = Path.of("..");
    /** Has mistakes on purpose; {@link CommandsPageTest} runs it. */
    private static final String ITS_OWN_TEST = "commands.md";

    private static final Pattern BLOCK = Pattern.compile("(?m)^```yaml\n(.*?)^```$", Pattern.DOTALL);

    @TempDir
    private Path root;

    static Stream<Arguments> blocks() throws IOException {
        try (Stream<Path> pages = Files.list(Path.of("docs"))) {
            return Stream.concat(Stream.of(TOP.resolve("README.md")), pages.sorted())
                    .filter(page -> page.toString().endsWith(".md") && !page.endsWith(ITS_OWN_TEST))
                    .flatMap(DocumentedYamlTest::blocks)
                    .toList()
                    .stream();
        }
    }

    private static Stream<Arguments> blocks(Path page) {
        try {
            String text = Files.readString(page);
            return BLOCK.matcher(text)
                    .results()
                    .map(block -> arguments(page.getFileName() + ":" + line(text, block), block.group(1)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static long line(String text, MatchResult block) {
        return 1 + text.substring(0, block.start()).lines().count();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("blocks")
    void validateWhenBlockIsCopiedThenNoMistake(String place, String yaml) {
        Terminal terminal = new Terminal(root);
        terminal.with("copied/routes.yaml", yaml);

        Outcome outcome = terminal.run("validate", "--no-secrets", "copied");

        assertThat(outcome.code()).as(outcome.out() + outcome.err()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "compose"})
    void validateWhenRoutesOfTheDemoMeetServicesThenNoMistake(String place) throws IOException {
        Path samples = TOP.resolve("sample-services");
        Terminal terminal = new Terminal(root);
        terminal.with("all/services.yaml", Files.readString(samples.resolve(place + "/gateway/services.yaml")));
        try (Stream<Path> routes = Files.list(samples.resolve("demo/gateway/routes"))) {
            for (Path file : routes.toList()) {
                terminal.with("all/routes/" + file.getFileName(), Files.readString(file));
            }
        }

        Outcome outcome = terminal.run("validate", "all");

        assertThat(outcome.code()).as(outcome.out() + outcome.err()).isZero();
    }
}

package io.gwanmun.gateway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.gwanmun.gateway.cli.Terminal.Outcome;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs the examples of the pages that show what commands print. A block of YAML is a file, a block of the console a command. */
class CommandsPageTest {

    private static final Pattern FILE = Pattern.compile("```yaml\n# (\\S+)\n(.*?)```\n", Pattern.DOTALL);
    private static final Pattern EXAMPLE = Pattern.compile(
            "```console(?: exit=(\\d))?\n\\$ java -jar gateway-app.jar ([^\n]*)\n(.*?)```\n", Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    @TempDir
    private Path root;

    @ParameterizedTest
    @CsvSource({"commands.md, 9", "country.md, 1"})
    void examplesWhenRunThenPrintWhatThePageSays(String name, int least) throws IOException {
        String page = Files.readString(Path.of("docs", name));
        Terminal terminal = new Terminal(root);
        FILE.matcher(page)
                .results()
                .forEach(file -> terminal.with(file.group(1), "# " + file.group(1) + "\n" + file.group(2)));
        List<MatchResult> examples = EXAMPLE.matcher(page).results().toList();
        assertThat(examples).hasSizeGreaterThanOrEqualTo(least);
        for (MatchResult example : examples) {
            Outcome outcome = terminal.run(words(example.group(2)));
            assertThat(outcome.out() + outcome.err()).as(example.group(2)).isEqualTo(example.group(3));
            assertThat(outcome.code())
                    .as(example.group(2))
                    .isEqualTo(example.group(1) == null ? 0 : Integer.parseInt(example.group(1)));
        }
    }

    private static String[] words(String line) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(line);
        while (matcher.find()) {
            words.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
        }
        return words.toArray(String[]::new);
    }
}

package io.gwanmun.gateway.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class RevisionReaderTest {

    private static final String GOOD = "apiVersion: gateway/v1\napis: {%s: {path: /a}}\n";

    @TempDir
    Path directory;

    private List<String> mistakes() {
        return SampleGrammar.reader()
                .read(directory)
                .fold(
                        good -> List.of(),
                        bad -> bad.stream()
                                .map(mistake -> mistake.sentence().replace(directory + "/", ""))
                                .toList());
    }

    private void write(String name, byte[] bytes) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    private void write(String name, String text) throws IOException {
        write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readWhenDirectoryThenYamlFilesBelowItWithoutHiddenOnes() throws IOException {
        write("b.yaml", GOOD.formatted("b"));
        write("a/c.yml", GOOD.formatted("c"));
        write(".hidden.yaml", "no");
        write(".hidden/d.yaml", "no");
        write("notes.txt", "no");

        List<String> files = SampleGrammar.reader().read(directory).fold(Revision::files, bad -> List.of());

        assertThat(files).containsExactly("a/c.yml", "b.yaml");
    }

    @Test
    void readWhenFileIsMistakenThenPlaceOpensIt() throws IOException {
        write("a.yaml", "apiVersion: gateway/v1\napis: {a: {pth: /a}}\n");

        Reading reading = SampleGrammar.reader().read(directory);

        assertThat(reading.<String>fold(good -> "", bad -> bad.get(0).rendered()))
                .startsWith(directory.resolve("a.yaml") + ":2:12: apis.a: found unknown key \"pth\"");
    }

    @Test
    void readWhenByteOrderMarkThenItIsSkipped() throws IOException {
        write("a.yaml", "\uFEFF" + GOOD.formatted("a"));

        assertThat(mistakes()).isEmpty();
    }

    @Test
    void readWhenNotUtf8ThenTellsTheByte() throws IOException {
        write("a.yaml", "apiVersion: gateway/v1\n# caf\u00E9\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(mistakes())
                .containsExactly("a.yaml:2:6: found the byte 0xE9, which is not UTF-8, expected text in UTF-8."
                        + " Save the file as UTF-8.");
    }

    @Test
    void readWhenUtf16ThenTells() throws IOException {
        write("a.yaml", GOOD.formatted("a").getBytes(StandardCharsets.UTF_16));

        assertThat(mistakes())
                .containsExactly("a.yaml: found text in UTF-16, expected text in UTF-8. Save the file as UTF-8.");
    }

    @Test
    void readWhenFileIsAtTheCapThenReadAndAboveItThenMistake() throws IOException {
        int cap = 10 * 1024 * 1024;
        String good = GOOD.formatted("a") + "# ";
        write("a.yaml", good + "x".repeat(cap - good.length()));
        assertThat(mistakes()).isEmpty();

        write("a.yaml", good + "x".repeat(cap - good.length() + 1));
        assertThat(mistakes()).containsExactly("a.yaml: found a file larger than 10 MB, expected smaller files.");
    }

    @Test
    void readWhenLinkLeadsNowhereThenTells() throws IOException {
        Files.createSymbolicLink(directory.resolve("a.yaml"), Path.of("nowhere"));

        assertThat(mistakes())
                .containsExactly(
                        "a.yaml: found a file that does not exist, expected a file that the gateway may read.");
    }

    @Test
    void readWhenLinksRunInACircleThenEnds() throws IOException {
        write("a.yaml", GOOD.formatted("a"));
        Files.createSymbolicLink(directory.resolve("again"), directory);

        assertThat(mistakes()).isNotEmpty();
    }
}

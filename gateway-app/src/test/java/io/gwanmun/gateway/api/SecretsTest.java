package io.gwanmun.gateway.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class SecretsTest {

    @TempDir
    Path directory;

    private Source.Scalar resolve(String text) {
        return new Secrets(Map.of("NAME", "s3cr3t", "EMPTY", "")::get, List.of(directory.resolve("secrets")))
                .resolve(new Source.Scalar(new Place("a.yaml", 1, 1), text, Source.Kind.QUOTED));
    }

    private String trouble(String text) {
        Mistake trouble = resolve(text).trouble();
        return trouble == null ? "none" : trouble.sentence();
    }

    @Test
    void resolveWhenVariableThenTextIsItsValueAndNothingShowsIt() {
        Source.Scalar scalar = resolve("Bearer ${env:NAME}!");

        assertThat(scalar.text()).isEqualTo("Bearer s3cr3t!");
        assertThat(scalar.described()).isEqualTo("\"Bearer ***!\"");
        assertThat(scalar.oneLine()).doesNotContain("s3cr3t");
        assertThat(scalar).hasToString("Bearer ***!");
        assertThat(scalar.isSecret()).isTrue();
    }

    @Test
    void resolveWhenEscapedThenTextIsLiteral() {
        assertThat(resolve("$${env:NAME} costs $5").text()).isEqualTo("${env:NAME} costs $5");
    }

    @Test
    void resolveWhenFileThenTextIsItsContentWithoutLastLineBreak() throws IOException {
        Path file = Files.createDirectories(directory.resolve("secrets")).resolve("key");
        Files.writeString(file, "first\nsecond\n");

        assertThat(resolve("${file:" + file + "}").text()).isEqualTo("first\nsecond");
    }

    @Test
    void resolveWhenFileClimbsOutThenTrouble() throws IOException {
        Files.createDirectories(directory.resolve("secrets"));
        Files.writeString(directory.resolve("other"), "x");

        assertThat(trouble("${file:" + directory + "/secrets/../other}")).contains("expected a file below");
        assertThat(trouble("${file:other}")).contains("expected a file below");
    }

    @Test
    void resolveWhenLinkLeadsOutThenTrouble() throws IOException {
        Path link = Files.createDirectories(directory.resolve("secrets")).resolve("link");
        Files.createSymbolicLink(link, Files.writeString(directory.resolve("other"), "x"));

        assertThat(trouble("${file:" + link + "}")).contains("a link that leads elsewhere");
    }

    @Test
    void resolveWhenFileIsMissingEmptyOrLargeThenTrouble() throws IOException {
        Path secrets = Files.createDirectories(directory.resolve("secrets"));
        Files.writeString(secrets.resolve("empty"), "\n");
        Files.writeString(secrets.resolve("large"), "x".repeat(64 * 1024 + 1));
        Files.writeString(secrets.resolve("most"), "x".repeat(64 * 1024));

        assertThat(trouble("${file:" + secrets + "/none}")).contains("which does not exist");
        assertThat(trouble("${file:" + secrets + "/empty}")).contains("which is empty");
        assertThat(trouble("${file:" + secrets + "/large}")).contains("larger than 64 KB");
        assertThat(trouble("${file:" + secrets + "/most}")).isEqualTo("none");
    }

    @Test
    void resolveWhenVariableIsMissingOrEmptyThenTrouble() {
        assertThat(trouble("${env:OTHER}")).contains("the variable OTHER, which is not set");
        assertThat(trouble("${env:EMPTY}")).contains("the variable EMPTY, which is empty");
        assertThat(trouble("${env:}")).contains("expected ${env:NAME}");
        assertThat(trouble("${env:NAME")).contains("\"${\" without \"}\"");
    }

    @Test
    void readWhenRuleBreaksOnASecretThenMessageHidesIt() {
        String text = "apiVersion: gateway/v1\napis: {a: {routes: {b: {match: {path: \"${env:TOKEN}\"}}}}}\n";

        String answer =
                SampleGrammar.reader().read(Map.of("a.yaml", text)).fold(good -> "", bad -> Mistake.rendered(bad, 10));

        assertThat(answer)
                .contains("found \"***\", expected a path that begins with /")
                .doesNotContain("s3cr3t");
    }
}

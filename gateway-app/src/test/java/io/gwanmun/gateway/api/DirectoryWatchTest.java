package io.gwanmun.gateway.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DirectoryWatchTest {

    private static final String GOOD = "apiVersion: gateway/v1\napis: {%s: {path: /a}}\n";
    private static final String BAD = "apiVersion: gateway/v1\napis: {one: {pth: /a}}\n";

    @TempDir
    Path directory;

    private final List<String> inForce = new ArrayList<>();
    private boolean refuse;

    private DirectoryWatch watch(Path path, Secrets secrets) {
        RevisionReader reader = new RevisionReader(SampleGrammar.GRAMMAR, secrets, SampleGrammar.CLOCK);
        return new DirectoryWatch(path, reader, List.of(this::offer), SampleGrammar.CLOCK, () -> 0);
    }

    private DirectoryWatch started() {
        DirectoryWatch watch = watch(directory, SampleGrammar.SECRETS);
        watch.start();
        return watch;
    }

    private Runnable offer(Revision revision, Mistakes mistakes) {
        if (refuse) {
            ApiSource first = revision.apis().values().iterator().next();
            mistakes.add(first.source(), first.where(), "a tie", "one winner", null);
        }
        return () -> inForce.add(String.join(",", revision.apis().keySet()));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }

    private static Revision live(DirectoryWatch watch) {
        return Objects.requireNonNull(watch.status().live());
    }

    private static void settle(DirectoryWatch watch) {
        watch.step();
        watch.step();
    }

    @Test
    void startWhenGoodThenRevisionIsInForce() throws IOException {
        write("a.yaml", GOOD.formatted("one"));

        DirectoryWatch watch = started();

        assertThat(inForce).containsExactly("one");
        assertThat(watch.status().live()).isNotNull();
        assertThat(watch.status().since()).isEqualTo(SampleGrammar.CLOCK.instant());
        assertThat(watch.status().rejected()).isEmpty();
    }

    @Test
    void startWhenNoDirectoryThenNamesTheProperty() {
        DirectoryWatch watch = watch(directory.resolve("none"), SampleGrammar.SECRETS);

        assertThatThrownBy(watch::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("gateway.api.directory: ")
                .hasMessageEndingWith("(expected: an existing directory of YAML files)");
    }

    @Test
    void startWhenDirectoryIsEmptyThenMistake() {
        assertThat(started().status().rejected())
                .singleElement()
                .extracting(Mistake::sentence)
                .asString()
                .endsWith("found no YAML file, expected at least one file *.yaml or *.yml.");
    }

    @Test
    void startWhenMistakenThenMendsItselfWhenTheFilesAre() throws IOException {
        write("a.yaml", BAD);
        DirectoryWatch watch = started();
        assertThat(watch.status().live()).isNull();
        assertThat(watch.status().rejected()).hasSize(1);

        write("a.yaml", GOOD.formatted("one"));
        settle(watch);

        assertThat(inForce).containsExactly("one");
        assertThat(watch.status().rejected()).isEmpty();
    }

    @Test
    void stepWhenFilesChangeThenWaitsUntilTheyRest() throws IOException {
        write("a.yaml", GOOD.formatted("one"));
        DirectoryWatch watch = started();

        write("a.yaml", GOOD.formatted("two"));
        watch.step();
        write("a.yaml", GOOD.formatted("three"));
        watch.step();
        assertThat(inForce).containsExactly("one");

        watch.step();
        assertThat(inForce).containsExactly("one", "three");
    }

    @Test
    void stepWhenNothingChangesThenNothingIsOffered() throws IOException {
        write("a.yaml", GOOD.formatted("one"));
        DirectoryWatch watch = started();

        settle(watch);
        write("a.yaml", GOOD.formatted("one"));
        settle(watch);

        assertThat(inForce).containsExactly("one");
    }

    @Test
    void stepWhenMistakenThenLastGoodRevisionStays() throws IOException {
        write("a.yaml", GOOD.formatted("one"));
        DirectoryWatch watch = started();

        write("a.yaml", BAD);
        settle(watch);

        assertThat(inForce).containsExactly("one");
        assertThat(live(watch).apis()).containsOnlyKeys("one");
        assertThat(watch.status().rejected())
                .singleElement()
                .extracting(Mistake::hint)
                .isEqualTo("Did you mean \"path\"?");
    }

    @Test
    void stepWhenFilesAreRestoredThenRejectionIsForgottenAndNothingIsOfferedAgain() throws IOException {
        write("a.yaml", GOOD.formatted("one"));
        DirectoryWatch watch = started();
        write("a.yaml", BAD);
        settle(watch);

        write("a.yaml", GOOD.formatted("one"));
        settle(watch);

        assertThat(inForce).containsExactly("one");
        assertThat(watch.status().rejected()).isEmpty();
    }

    @Test
    void stepWhenHalfWrittenThenLastGoodRevisionStaysUntilWhole() throws IOException {
        write("a.yaml", GOOD.formatted("one"));
        DirectoryWatch watch = started();

        write("a.yaml", "apiVersion: gateway/v1\napis: {tw");
        settle(watch);
        assertThat(live(watch).apis()).containsOnlyKeys("one");

        write("a.yaml", GOOD.formatted("two"));
        settle(watch);
        assertThat(inForce).containsExactly("one", "two");
    }

    @Test
    void stepWhenListenerRefusesThenLastGoodRevisionStaysAndTheLineIsShown() throws IOException {
        write("a.yaml", GOOD.formatted("one"));
        DirectoryWatch watch = started();

        refuse = true;
        write("a.yaml", GOOD.formatted("two"));
        settle(watch);

        assertThat(inForce).containsExactly("one");
        assertThat(watch.status().rejected())
                .singleElement()
                .extracting(Mistake::line)
                .isEqualTo("apis: {two: {path: /a}}");
    }

    @Test
    void stepWhenFileIsAddedOrRemovedThenNoticed() throws IOException {
        write("a.yaml", GOOD.formatted("one"));
        DirectoryWatch watch = started();

        Files.createDirectory(directory.resolve("more"));
        write("more/b.yml", GOOD.formatted("two"));
        settle(watch);
        Files.delete(directory.resolve("a.yaml"));
        settle(watch);

        assertThat(inForce).containsExactly("one", "one,two", "two");
    }

    @Test
    void stepWhenPlatformSwapsItsLinkThenNewFilesAreRead() throws IOException {
        mount("..ts1", GOOD.formatted("one"));
        Files.createSymbolicLink(directory.resolve("..data"), Path.of("..ts1"));
        Files.createSymbolicLink(directory.resolve("a.yaml"), Path.of("..data/a.yaml"));
        DirectoryWatch watch = started();

        mount("..ts2", GOOD.formatted("two"));
        Files.createSymbolicLink(directory.resolve("..data_tmp"), Path.of("..ts2"));
        Files.move(directory.resolve("..data_tmp"), directory.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        settle(watch);

        assertThat(inForce).containsExactly("one", "two");
        assertThat(live(watch).files()).containsExactly("a.yaml");
    }

    private void mount(String name, String text) throws IOException {
        Files.createDirectory(directory.resolve(name));
        write(name + "/a.yaml", text);
    }

    @Test
    void stepWhenSecretFileChangesThenOfferedAgain() throws IOException {
        Path secrets = Files.createDirectory(directory.resolve(".secrets"));
        Files.writeString(secrets.resolve("name"), "one");
        write(
                "a.yaml",
                "apiVersion: gateway/v1\napis: {a: {description: \"${file:" + secrets.resolve("name") + "}\"}}\n");
        DirectoryWatch watch = watch(directory, new Secrets(Map.<String, String>of()::get, List.of(secrets)));
        watch.start();

        Files.writeString(secrets.resolve("name"), "other");
        settle(watch);
        settle(watch);

        assertThat(inForce).containsExactly("a", "a");
        assertThat(live(watch).apis().values())
                .singleElement()
                .extracting(api -> api.head().description())
                .isEqualTo("other");
    }

    @Test
    void stepWhenDirectoryVanishesThenLastGoodRevisionStays() throws IOException {
        write("a.yaml", GOOD.formatted("one"));
        DirectoryWatch watch = started();

        Files.delete(directory.resolve("a.yaml"));
        Files.delete(directory);
        settle(watch);

        assertThat(live(watch).apis()).containsOnlyKeys("one");
        assertThat(watch.status().rejected()).singleElement().asString().contains("a directory that does not exist");
    }
}

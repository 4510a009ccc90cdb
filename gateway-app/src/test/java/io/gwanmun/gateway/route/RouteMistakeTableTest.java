package io.gwanmun.gateway.route;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.gwanmun.gateway.api.Mistake;
import io.gwanmun.gateway.api.Reading;
import io.gwanmun.gateway.api.Revision;
import io.gwanmun.gateway.api.RevisionReader;
import io.gwanmun.gateway.api.Secrets;
import io.gwanmun.gateway.testing.RunningGateway;

import static org.assertj.core.api.Assertions.assertThat;

/** What people get wrong in the gateway's own language: the table stands in {@code route-mistakes.txt}. */
class RouteMistakeTableTest {

    record Case(String name, String yaml, String answer) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> cases() throws IOException {
        try (InputStream stream =
                Objects.requireNonNull(RouteMistakeTableTest.class.getResourceAsStream("route-mistakes.txt"))) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return Stream.of(text.split("(?m)^### "))
                    .skip(1)
                    .map(RouteMistakeTableTest::parse)
                    .toList();
        }
    }

    private static Case parse(String part) {
        int name = part.indexOf('\n');
        int answer = part.indexOf("--- answer\n");
        return new Case(
                part.substring(0, name),
                part.substring(name + 1, answer),
                part.substring(answer + "--- answer\n".length()).stripTrailing());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void compileWhenMistakenThenAnswersInPlainWords(Case one) {
        assertThat(answer(one.yaml())).isEqualTo(one.answer());
    }

    /** Returns what is told about a file: the mistakes, or that there is none. */
    static String answer(String yaml) {
        List<PolicyReader> readers = Grammars.readers(RouteMistakeTableTest.class.getClassLoader());
        InstantSource clock = InstantSource.fixed(Instant.EPOCH);
        Reading reading = new RevisionReader(Grammars.of(readers), Secrets.none(), clock)
                .read(Map.of("a.yaml", yaml, RunningGateway.NETWORK_FILE, RunningGateway.NETWORK));
        List<Mistake> mistakes = reading.fold(good -> compiled(readers, good), bad -> bad);
        return mistakes.isEmpty()
                ? "no mistake"
                : mistakes.stream().map(Mistake::sentence).collect(Collectors.joining("\n"));
    }

    private static List<Mistake> compiled(List<PolicyReader> readers, Revision good) {
        return new RouteCompiler(readers, List.of()).compile(good).mistakes();
    }
}

package io.gwanmun.gateway.api;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What people get wrong and what they are told: the table stands in {@code mistakes.txt}. */
class MistakeTableTest {

    private static final int LEAST = 80;

    record Case(String name, String yaml, String answer) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> cases() throws IOException {
        try (InputStream stream = Objects.requireNonNull(MistakeTableTest.class.getResourceAsStream("mistakes.txt"))) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return Stream.of(text.split("(?m)^### "))
                    .skip(1)
                    .map(MistakeTableTest::parse)
                    .toList();
        }
    }

    private static Case parse(String part) {
        int name = part.indexOf('\n');
        int answer = part.indexOf("--- answer\n");
        String yaml = part.substring(name + 1, answer);
        return new Case(
                part.substring(0, name),
                yaml,
                part.substring(answer + "--- answer\n".length()).stripTrailing());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void readWhenMistakenThenAnswersInPlainWords(Case one) {
        Reading reading = SampleGrammar.reader().read(Map.of("a.yaml", one.yaml()));

        String answer = reading.fold(good -> "no mistake", bad -> Mistake.rendered(bad, 20));

        assertThat(answer).isEqualTo(one.answer());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void readWhenMistakenThenPlaceIsGivenAndParserWordsAreNot(Case one) {
        Reading reading = SampleGrammar.reader().read(Map.of("a.yaml", one.yaml()));

        String answer = reading.fold(good -> "no mistake", bad -> Mistake.rendered(bad, 20));

        assertThat(answer).startsWith("a.yaml").doesNotContain("block mapping", "scalar", "token", "hunter2", "s3cr3t");
    }

    @Test
    void tableHoldsEnoughCases() throws IOException {
        assertThat(cases()).hasSizeGreaterThanOrEqualTo(LEAST);
    }
}

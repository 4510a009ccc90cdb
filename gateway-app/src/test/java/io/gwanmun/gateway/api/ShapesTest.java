package io.gwanmun.gateway.api;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

class ShapesTest {

    private final Mistakes mistakes = new Mistakes();

    private <T> @Nullable T read(Shape<T> shape, String text) {
        Source source = new Source.Scalar(new Place("a.yaml", 1, 1), text, Source.Kind.PLAIN);
        return shape.read(source, Where.ROOT.key("here"), mistakes);
    }

    @ParameterizedTest
    @CsvSource({"1ms,1", "500ms,500", "2s,2000", "5m,300000", "1h,3600000", "7d,604800000", "3650d,315360000000"})
    void durationWhenUnitThenMilliseconds(String text, long millis) {
        assertThat(read(Shapes.DURATION, text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0ms", "3651d", "5", "5 s", "1.5s", "-1s", "PT5S", "5S", "s", "", "999999999999d"})
    void durationWhenOutOfRangeOrFormThenMistake(String text) {
        assertThat(read(Shapes.DURATION, text)).isNull();
        assertThat(mistakes.size()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"0B,0", "1KB,1024", "10MB,10485760", "1GB,1073741824", "1024GB,1099511627776"})
    void sizeWhenUnitThenBytes(String text, long bytes) {
        assertThat(read(Shapes.SIZE, text)).isEqualTo(DataSize.ofBytes(bytes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10", "10M", "10mb", "1025GB", "-1B", "999999999999GB"})
    void sizeWhenOutOfRangeOrFormThenMistake(String text) {
        assertThat(read(Shapes.SIZE, text)).isNull();
        assertThat(mistakes.size()).isEqualTo(1);
    }

    @Test
    void integerWhenAtTheEdgesThenRead() {
        assertThat(read(Shapes.integer(1, 65535), "1")).isEqualTo(1);
        assertThat(read(Shapes.integer(1, 65535), "65535")).isEqualTo(65535);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "01", "1e3", "0x10", "1_000", "+1", "99999999999999999999", "true"})
    void integerWhenOutOfRangeOrFormThenMistake(String text) {
        assertThat(read(Shapes.integer(1, 65535), text)).isNull();
        assertThat(mistakes.sorted())
                .singleElement()
                .extracting(Mistake::expected)
                .isEqualTo("a whole number from 1 to 65535");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "0", "a-b", "users-v2"})
    void nameWhenFitThenRead(String text) {
        assertThat(read(Shapes.NAME, text)).isEqualTo(text);
    }

    @Test
    void nameWhenSixtyFourThenReadAndOneMoreThenMistake() {
        assertThat(read(Shapes.NAME, "a".repeat(64))).hasSize(64);
        assertThat(read(Shapes.NAME, "a".repeat(65))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-a", "A", "a_b", "a.b", "ä"})
    void nameWhenUnfitThenMistake(String text) {
        assertThat(read(Shapes.NAME, text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"0%,0", "25%,0.25", "0.5%,0.005", "100%,1"})
    void percentWhenInRangeThenShare(String text, double share) {
        assertThat(read(Shapes.PERCENT, text)).isEqualTo(share);
    }

    @ParameterizedTest
    @ValueSource(strings = {"101%", "100.1%", "-1%", "25", "0.25", "%"})
    void percentWhenUnfitThenMistake(String text) {
        assertThat(read(Shapes.PERCENT, text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://a", "https://a.b:8443/c/d", "http://[::1]:80/", "http://127.0.0.1:65535"})
    void urlWhenFitThenRead(String text) {
        assertThat(read(Shapes.URL, text)).isEqualTo(URI.create(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://a",
                "a:80",
                "http://",
                "http://a:65536",
                "http://a:0",
                "http://a b",
                "http://u@a",
                "http://a?b",
                "http://a#b",
                "/a"
            })
    void urlWhenUnfitThenMistake(String text) {
        assertThat(read(Shapes.URL, text)).isNull();
        assertThat(mistakes.size()).isEqualTo(1);
    }

    @Test
    void instantWhenOffsetThenMoment() {
        assertThat(read(Shapes.INSTANT, "2030-01-31T18:00:00+09:00")).isEqualTo(Instant.parse("2030-01-31T09:00:00Z"));
        assertThat(read(Shapes.INSTANT, "2030-01-31T18:00:00")).isNull();
    }

    @Test
    void boolWhenNotTrueOrFalseThenMistake() {
        assertThat(read(Shapes.BOOL, "true")).isTrue();
        assertThat(read(Shapes.BOOL, "false")).isFalse();
        assertThat(read(Shapes.BOOL, "True")).isNull();
        assertThat(read(Shapes.BOOL, "on")).isNull();
    }

    @Test
    void secretWhenWrittenOutThenMistakeThatHidesIt() {
        assertThat(read(Shapes.SECRET, "hunter2")).isNull();
        assertThat(mistakes.sorted()).singleElement().asString().doesNotContain("hunter2");
    }

    @Test
    void secretWhenReferredToThenRead() {
        Source source = new Source.Scalar(new Place("a.yaml", 1, 1), "s3cr3t", Source.Kind.PLAIN, "***", null);

        Secret secret = Shapes.SECRET.read(source, Where.ROOT, mistakes);

        assertThat(secret).isEqualTo(Secret.of("s3cr3t")).hasToString("***");
    }

    @Test
    void shownWhenDefaultThenAsWritten() {
        assertThat(Shapes.DURATION.shown(Duration.ofSeconds(90))).isEqualTo("90s");
        assertThat(Shapes.DURATION.shown(Duration.ofMinutes(120))).isEqualTo("2h");
        assertThat(Shapes.SIZE.shown(DataSize.ofKilobytes(2048))).isEqualTo("2MB");
        assertThat(Shapes.PERCENT.shown(0.125)).isEqualTo("12.5%");
        assertThat(Shapes.list(Shapes.TEXT).shown(List.of("a", "b c"))).isEqualTo("[a, \"b c\"]");
    }

    @Test
    void parsedWhenSecretUnfitThenMessageHidesIt() {
        Source source = new Source.Scalar(new Place("a.yaml", 1, 1), "s3cr3t", Source.Kind.PLAIN, "***", null);
        Shape<String> shape = Shapes.parsed("rate", "A rate.", "5/s", text -> {
            throw new IllegalArgumentException("rate: " + text + " (expected: not " + text + ")");
        });

        assertThat(shape.read(source, Where.ROOT, mistakes)).isNull();
        assertThat(mistakes.sorted()).singleElement().asString().doesNotContain("s3cr3t");
    }
}

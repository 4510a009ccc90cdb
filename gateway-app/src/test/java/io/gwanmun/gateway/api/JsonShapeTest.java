package io.gwanmun.gateway.api;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class JsonShapeTest {

    private static final Place PLACE = new Place("a.yaml", 1, 1);

    private final Mistakes mistakes = new Mistakes();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "true | true",
                "false | false",
                "True | \"True\"",
                "yes | \"yes\"",
                "0 | 0",
                "-1.50 | -1.50",
                "1e3 | 1E+3",
                "01 | \"01\"",
                "+1 | \"+1\"",
                "1. | \"1.\"",
                ".5 | \".5\"",
                "0x10 | \"0x10\"",
                "1:30 | \"1:30\"",
                "a\"b | \"a\\\"b\""
            })
    void readWhenPlainThenAsItLooks(String text, String json) {
        assertThat(read(new Source.Scalar(PLACE, text, Source.Kind.PLAIN))).isEqualTo(json);
    }

    @Test
    void readWhenQuotedOrSecretThenText() {
        assertThat(read(new Source.Scalar(PLACE, "1", Source.Kind.QUOTED))).isEqualTo("\"1\"");
        assertThat(read(new Source.Scalar(PLACE, "1", Source.Kind.PLAIN, "***", null)))
                .isEqualTo("\"1\"");
    }

    @Test
    void readWhenNestedThenNested() {
        Source nothing = new Source.Scalar(PLACE, "", Source.Kind.EMPTY);
        Source list = new Source.Sequence(PLACE, List.of(nothing, new Source.Sequence(PLACE, List.of())));
        Source tree = new Source.Mapping(
                PLACE,
                List.of(
                        new Source.Entry("b", PLACE, list),
                        new Source.Entry("a", PLACE, new Source.Mapping(PLACE, List.of()))));
        assertThat(read(tree)).isEqualTo("{\"b\":[null,[]],\"a\":{}}");
    }

    @Test
    void readWhenSecretIsMissingThenMistakeAtItsPlace() {
        Mistake trouble = new Mistake(PLACE, "", "a secret that is not there", "one that is", null);
        Source secret = new Source.Scalar(PLACE, "", Source.Kind.PLAIN, "${env:A}", trouble);
        Source tree = new Source.Mapping(PLACE, List.of(new Source.Entry("key", PLACE, secret)));
        assertThat(read(tree)).isNull();
        assertThat(mistakes.sorted()).extracting(Mistake::where).containsExactly("here.key");
    }

    private @Nullable String read(Source source) {
        return Shapes.JSON.read(source, Where.ROOT.key("here"), mistakes);
    }
}

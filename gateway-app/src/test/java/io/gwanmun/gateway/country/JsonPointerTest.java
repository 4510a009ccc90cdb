package io.gwanmun.gateway.country;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JsonPointerTest {

    private static @Nullable String find(String pointer, String json) {
        return JsonPointer.parse(pointer).find(Unpooled.copiedBuffer(json, StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/country          | {\"country\": \"DE\"}",
                "/country          | {\"a\": {\"country\": \"FR\"}, \"b\": [{\"country\": \"FR\"}], \"country\": \"DE\"}",
                "/customer/country | {\"customer\": {\"x\": [1, {}], \"country\": \"DE\"}, \"country\": \"FR\"}",
                "/lines/1/country  | {\"lines\": [{\"country\": \"FR\"}, {\"country\": \"DE\"}, 3]}",
                "/1                | [\"FR\", \"DE\"]",
                "/a~1b/m~0n        | {\"a/b\": {\"m~n\": \"DE\"}}",
                "/~01              | {\"~1\": \"DE\"}",
                "/                 | {\"\": \"DE\"}",
                "/country          | {\"country\": \"\\u0044\\u0045\"}",
                "/c                | {\"c\": \"DE\", \"rest\": \"c\"}",
            })
    void findWhenTextStandsThereThenThatText(String pointer, String json) {
        assertThat(find(pointer, json)).isEqualTo("DE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "\"DE\"",
                "{}",
                "[]",
                "{\"c\": null}",
                "{\"c\": 1}",
                "{\"c\": true}",
                "{\"c\": [\"DE\"]}",
                "{\"c\": {\"c\": \"DE\"}}",
                "{\"C\": \"DE\"}",
                "{\"c\": \"DE\"",
                "{\"c\": \"DE\"} x",
                "{\"c\": \"DE\"}{\"c\": \"FR\"}",
                "{\"c\": \"DE\",}",
                "{c: \"DE\"}",
                "{\"c\": 'DE'}",
                "{\"c\": \"DE\" /* */}",
                "{\"c\": \"DE\", \"d\": NaN}",
                "{\"c\": \"DE\", \"d\": 01}",
                "{\"c\": \"D\u0000E\"}",
                "c=DE"
            })
    void findWhenAnythingElseStandsThereThenNull(String json) {
        assertThat(find("/c", json)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\": {\"c\": \"DE\"}, \"a\": {\"c\": \"FR\"}}",
                "{\"a\": {\"c\": \"DE\"}, \"a\": {}}",
                "{\"a\": 1, \"a\": {\"c\": \"DE\"}}",
                "{\"a\": {\"c\": \"DE\", \"c\": \"DE\"}}",
                "{\"a\": {\"c\": \"DE\", \"\\u0063\": \"FR\"}}"
            })
    void findWhenAMemberOfTheWayStandsTwiceThenNull(String json) {
        assertThat(find("/a/c", json)).isNull();
    }

    @Test
    void findWhenNestedDeeperThanAHundredThenNull() {
        assertThat(find("/c", "{\"c\": \"DE\", \"d\": " + "[".repeat(99) + "]".repeat(99) + "}"))
                .isEqualTo("DE");
        assertThat(find("/c", "{\"c\": \"DE\", \"d\": " + "[".repeat(100) + "]".repeat(100) + "}"))
                .isNull();
        assertThat(find("/c", "[".repeat(1 << 20))).isNull();
        assertThat(find("/c", "{\"c\":".repeat(1 << 17))).isNull();
    }

    @Test
    void findWhenTextsAndNumbersAreHugeThenTheyArePassedOver() {
        String huge = "x".repeat(900_000);
        assertThat(find("/c", "{\"" + huge.substring(0, 40_000) + "\": \"" + huge + "\", \"c\": \"DE\"}"))
                .isEqualTo("DE");
        assertThat(find("/c", "{\"n\": " + "9".repeat(100_000) + ", \"c\": \"DE\"}"))
                .satisfiesAnyOf(
                        found -> assertThat(found).isNull(),
                        found -> assertThat(found).isEqualTo("DE"));
    }

    @Test
    void findWhenBytesAreNoUtf8ThenNull() {
        ByteBuf bytes = Unpooled.copiedBuffer("{\"c\": \"D\u00ff\"}", StandardCharsets.ISO_8859_1);

        assertThat(JsonPointer.parse("/c").find(bytes)).isNull();
        assertThat(bytes.readerIndex()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "country", "#/country", "/a~2", "/a~", "$.country"})
    void parseWhenNoPointerThenSaysWhatIsExpected(String text) {
        assertThatThrownBy(() -> JsonPointer.parse(text))
                .hasMessage(
                        "pointer: " + text + " (expected: a JSON pointer such as /customer/country, up to 16 levels)");
    }

    @Test
    void parseWhenTooDeepThenRefused() {
        assertThat(JsonPointer.parse("/a".repeat(16))).hasToString("/a".repeat(16));
        assertThatThrownBy(() -> JsonPointer.parse("/a".repeat(17))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> JsonPointer.parse("/" + "a".repeat(256))).isInstanceOf(IllegalArgumentException.class);
    }
}

package io.gwanmun.gateway.compression;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CompressionPolicyTest {

    private final CompressionPolicy policy = new CompressionPolicy(CompressionPolicy.TYPES, DataSize.ofBytes(100), 6);

    @ParameterizedTest
    @CsvSource({"99, false", "100, true", "0, false"})
    void isForWhenLengthIsKnownThenFromTheLeastOn(long length, boolean worth) {
        HttpHeaders head = head("text/plain");
        head.setContentLength(length);
        assertThat(policy.isFor(HttpStatusCode.valueOf(200), head)).isEqualTo(worth);
    }

    @ParameterizedTest
    @CsvSource({
        "200, true",
        "201, true",
        "204, false",
        "205, false",
        "206, false",
        "299, true",
        "300, false",
        "304, false",
        "404, false",
        "500, false"
    })
    void isForWhenStatusThenOnlyWholeGoodAnswers(int status, boolean compressed) {
        assertThat(policy.isFor(HttpStatusCode.valueOf(status), head("text/plain")))
                .isEqualTo(compressed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html; charset=utf-8",
                "TEXT/CSS",
                "application/json",
                "application/problem+json",
                "image/svg+xml",
                "text/event-stream",
                "application/json ;v=1"
            })
    void isForWhenTypeIsTextThenYes(String type) {
        assertThat(policy.isFor(HttpStatusCode.valueOf(200), head(type))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"image/png", "application/octet-stream", "text/", "application/+json", "xtext/plain", "", "json"
            })
    void isForWhenTypeIsNotThenNo(String type) {
        assertThat(policy.isFor(HttpStatusCode.valueOf(200), head(type))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "Content-Encoding, br",
        "Cache-Control, 'max-age=1, No-Transform'",
        "Content-Digest, 'sha-256=:x:'",
        "Repr-Digest, 'sha-256=:x:'"
    })
    void isForWhenBodyMustStayThenNo(String name, String value) {
        HttpHeaders head = head("text/plain");
        head.set(name, value);
        assertThat(policy.isFor(HttpStatusCode.valueOf(200), head)).isFalse();
    }

    @Test
    void isForWhenNoTypeThenNo() {
        assertThat(policy.isFor(HttpStatusCode.valueOf(200), new HttpHeaders())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "*/*", "text", "text/plain; charset=utf-8", "text/pl*", "application/*json", ""})
    void parseWhenNoContentTypeThenRefused(String text) {
        assertThatThrownBy(() -> MediaRange.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void toStringWhenTypesAreNamedThenNamesThem() {
        List<MediaRange> types = List.of(MediaRange.parse("text/*"), MediaRange.parse("application/*+json"));
        assertThat(new CompressionPolicy(types, DataSize.ofKilobytes(1), 5))
                .hasToString("gzip for text/*, application/*+json of at least 1024 bytes, level 5");
    }

    private static HttpHeaders head(String type) {
        HttpHeaders head = new HttpHeaders();
        head.set("Content-Type", type);
        return head;
    }
}

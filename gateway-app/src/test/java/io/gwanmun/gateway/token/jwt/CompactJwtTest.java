package io.gwanmun.gateway.token.jwt;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.gwanmun.gateway.token.Reason;

import static io.gwanmun.gateway.testing.TokenIssuer.encode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CompactJwtTest {

    private static final String HEADER = base64("{\"alg\":\"RS256\"}");

    private static String base64(String text) {
        return encode(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertMalformed(String token) {
        assertThatThrownBy(() -> CompactJwt.parse(token))
                .isInstanceOfSatisfying(
                        BadTokenException.class, bad -> assertThat(bad.reason()).isEqualTo(Reason.MALFORMED));
    }

    @Test
    void parseWhenWellWrittenThenTakenApart() {
        CompactJwt token = CompactJwt.parse(HEADER + '.' + base64("{\"n\":1,\"t\":[true,null,\"é\"]}") + ".AQ");

        assertThat(token.header()).isEqualTo(Map.of("alg", "RS256"));
        assertThat(token.claims()).containsEntry("n", 1L);
        assertThat((List<?>) token.claims().get("t")).asString().isEqualTo("[true, null, é]");
        assertThat(new String(token.signed(), StandardCharsets.US_ASCII))
                .isEqualTo(HEADER + ".eyJuIjoxLCJ0IjpbdHJ1ZSxudWxsLCLDqSJdfQ");
        assertThat(token.signature()).isEqualTo("AQ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "a",
                "a.b",
                "e30.e30.",
                ".e30.AQ",
                "e30..AQ",
                "e30.e30.AQ.AQ",
                "e30.e30.AQ.",
                "e30.AQ"
            })
    void parseWhenNotThreeSegmentsThenRefused(String token) {
        assertMalformed(token);
    }

    @ParameterizedTest
    @CsvSource({
        "AA, true",
        "AB, false",
        "AP, false",
        "AQ, true",
        "AAE, true",
        "AAF, false",
        "AAAB, true",
        "A, false",
        "AAAAA, false"
    })
    void parseWhenSignatureHasAnotherSpellingThenRefused(String signature, boolean canonical) {
        String token = HEADER + ".e30." + signature;
        if (canonical) {
            assertThat(CompactJwt.parse(token).signature()).isEqualTo(signature);
        } else {
            assertMalformed(token);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"AQ==", "AQ=", "A+/A", "AQ AQ", " AQ", "AQ\n", "AQ\r\n", "AQ\u0000", "AQé", "A\u0410A="})
    void parseWhenAlphabetIsAnotherThenRefused(String signature) {
        assertMalformed(HEADER + ".e30." + signature);
        assertMalformed(HEADER + '.' + signature + ".AQ");
    }

    static Stream<String> badJson() {
        return Stream.of(
                "",
                " ",
                "null",
                "1",
                "\"a\"",
                "[]",
                "{",
                "{}}",
                "{} {}",
                "{}x",
                "{\"a\":1,}",
                "{a:1}",
                "{'a':1}",
                "{\"a\":1,\"a\":1}",
                "{\"a\":1,\"\\u0061\":2}",
                "{\"b\":{\"a\":1,\"a\":2}}",
                "{\"a\":01}",
                "{\"a\":+1}",
                "{\"a\":NaN}",
                "{\"a\":1e999}",
                "{\"a\":.5}",
                "{/*c*/}",
                "{}//c",
                "#\n{}",
                "\uFEFF{}",
                "{\"a\":\"\\ud800\"}",
                "{\"a\":\"\\udc00\\ud800\"}",
                "{\"\\ud800\":1}",
                "{\"a\":\"\t\"}",
                "{\"a\":\"\\x\"}",
                "{\"a\":tru}",
                "{\"a\":" + "1".repeat(40) + "}",
                "{\"a\":" + "[".repeat(33) + "]".repeat(33) + "}",
                "{\"a\":" + "[".repeat(10_000));
    }

    @ParameterizedTest
    @MethodSource("badJson")
    void parseWhenJsonIsNotStrictThenRefused(String json) {
        assertMalformed(base64(json) + ".e30.AQ");
        assertMalformed(HEADER + '.' + base64(json) + ".AQ");
    }

    @Test
    void parseWhenBytesAreNoUtf8ThenRefused() {
        for (byte[] bytes : new byte[][] {
            {'{', '"', (byte) 0xC0, (byte) 0xAF, '"', ':', '1', '}'},
            {'{', '"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"', ':', '1', '}'},
            {0, '{', 0, '}'},
            "{}".getBytes(StandardCharsets.UTF_16),
        }) {
            assertMalformed(encode(bytes) + ".e30.AQ");
        }
    }

    @Test
    void parseWhenNestedAsDeepAsAllowedThenTaken() {
        String deepest = "{\"a\":" + "[".repeat(31) + "]".repeat(31) + ",\"__proto__\":{\"x\":1}}";

        assertThat(CompactJwt.parse(HEADER + '.' + base64(deepest) + ".AQ").claims())
                .containsKey("__proto__");
    }
}

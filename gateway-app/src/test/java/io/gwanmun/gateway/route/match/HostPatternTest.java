package io.gwanmun.gateway.route.match;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HostPatternTest {

    @Test
    void parseWhenUpperCaseThenKeepsLowerCase() {
        assertThat(HostPattern.parse("API.Example.COM")).isEqualTo(new HostPattern("api.example.com", false));
        assertThat(HostPattern.parse("*.Example.com")).isEqualTo(new HostPattern("example.com", true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "a_b.internal", "10.0.0.1", "[::1]", "[fe80::1]", "*.com", "xn--9i1b.kr"})
    void parseWhenWellFormedThenWritesItBack(String text) {
        assertThat(HostPattern.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``          | an empty label at character 1",
                "*           | no hosts at all, to serve any host",
                "a:8080      | ':' at character 2 (expected: a host without a port)",
                "[::1]:80    | ']' at character 5 (expected: an IPv6 address in brackets, without a port)",
                "[::1        | a closing bracket",
                "[]          | an IPv6 address",
                "a.*.com     | a wildcard only in front",
                "*a.com      | a wildcard only in front",
                "*.*.com     | a wildcard only in front",
                "*.          | an empty label",
                "a..b        | an empty label at character 3",
                ".a          | an empty label at character 1",
                "a.          | an empty label",
                "http://a    | ':' at character 5",
                "a/b         | a host without scheme and path",
                "관.kr       | letters beyond ASCII as an xn-- label",
                "a b         | letters, digits, hyphens and dots",
            })
    void parseWhenMalformedThenSaysWhatInstead(String text, String expected) {
        assertThatThrownBy(() -> HostPattern.parse(text))
                .isInstanceOf(MatchSyntaxException.class)
                .hasMessageContaining(expected);
    }

    @Test
    void parseWhenLabelAtMostThenReadsAndOneMoreThenRefuses() {
        assertThat(HostPattern.parse("a".repeat(63) + ".com").isWildcard()).isFalse();
        assertThatThrownBy(() -> HostPattern.parse("a".repeat(64) + ".com")).hasMessageContaining("at most 63");
    }

    @Test
    void parseWhenLengthAtMostThenReadsAndOneMoreThenRefuses() {
        String labels = "a.".repeat(126);
        assertThat(HostPattern.parse(labels + "b").name()).hasSize(253);
        assertThatThrownBy(() -> HostPattern.parse(labels + "bc")).hasMessageContaining("at most 253");
    }
}

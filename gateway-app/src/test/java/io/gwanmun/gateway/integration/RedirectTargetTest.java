package io.gwanmun.gateway.integration;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.gwanmun.gateway.route.match.PathParameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RedirectTargetTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://new.example.com/{id} | https://new.example.com/a%20b",
                "https://new.example.com:8443/v2/{id}/{id} | https://new.example.com:8443/v2/a%20b/a%20b",
                "http://[::1]:81/x | http://[::1]:81/x",
                "https://new.example.com | https://new.example.com/",
                "/new/{id} | /new/a%20b"
            })
    void fillWhenParametersThenEncodedAsTheyCame(String target, String address) {
        PathParameters parameters = PathParameters.of(Map.of("id", "a%20b"));
        assertThat(RedirectTarget.parse(target).fill(parameters, null)).isEqualTo(address);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"a=1&b=%0D%0A | a=1&b=%0D%0A", "a=é | a=%C3%A9", "a=<b>#c | a=%3Cb%3E%23c", "'' | ''"})
    void fillWhenQueryThenOnlyWhatAQueryMayHave(String query, String sent) {
        assertThat(RedirectTarget.parse("/x").fill(PathParameters.NONE, query)).isEqualTo("/x?" + sent);
    }

    @Test
    void fillWhenQueryHasLineBreaksThenTheyAreEncoded() {
        assertThat(RedirectTarget.parse("/x").fill(PathParameters.NONE, "a\r\nSet-Cookie: b=c\u0000"))
                .isEqualTo("/x?a%0D%0ASet-Cookie:%20b=c%00");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "new",
                "//evil.com/x",
                "ftp://new.example.com/",
                "javascript:alert(1)",
                "https://{host}/x",
                "https://me@new.example.com/",
                "https://new.example.com?x=1",
                "https:///x",
                "/a?b=c",
                "/a#b",
                "/a b",
                "/a/../b",
                "/a//b",
                "/a\nb"
            })
    void parseWhenNoTargetThenRefused(String target) {
        assertThatThrownBy(() -> RedirectTarget.parse(target)).isInstanceOf(IllegalArgumentException.class);
    }
}

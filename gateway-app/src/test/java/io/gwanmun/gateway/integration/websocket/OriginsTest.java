package io.gwanmun.gateway.integration.websocket;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class OriginsTest {

    @ParameterizedTest
    @CsvSource({
        "https://app.test,https,app.test,true",
        "https://APP.test,https,app.TEST,true",
        "https://app.test,https,app.test:443,true",
        "http://app.test,http,app.test:80,true",
        "http://app.test:8080,http,app.test:8080,true",
        "http://app.test:8080,http,app.test,false",
        "http://app.test,https,app.test,false",
        "https://app.test:80,https,app.test,false",
        "https://evil.test,https,app.test,false",
        "https://app.test.evil.test,https,app.test,false",
        "null,https,app.test,false",
        "app.test,https,app.test,false",
        "'',https,app.test,false",
        "https://app.test,https,,false",
    })
    void allowWhenNothingIsListedThenOnlyTheRequestsOwn(String origin, String scheme, String host, boolean allowed) {
        assertThat(Origins.SAME.allow(List.of(origin), scheme, host)).isEqualTo(allowed);
    }

    @Test
    void allowWhenNoOriginIsSentThenPasses() {
        assertThat(Origins.SAME.allow(List.of(), "https", "app.test")).isTrue();
        assertThat(Origins.of(List.of("https://app.test")).allow(List.of(), "https", "x.test"))
                .isTrue();
    }

    @Test
    void allowWhenTwoOriginsAreSentThenRefused() {
        List<String> two = List.of("https://app.test", "https://app.test");

        assertThat(Origins.SAME.allow(two, "https", "app.test")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "https://one.test,true",
        "https://one.test:443,true",
        "http://two.test:81,true",
        "https://app.test,false",
        "http://one.test,false",
        "null,false"
    })
    void allowWhenListedThenTheListStandsInPlaceOfTheHost(String origin, boolean allowed) {
        Origins listed = Origins.of(List.of(Origins.parse("https://One.test"), Origins.parse("http://two.test:81")));

        assertThat(listed.allow(List.of(origin), "https", "app.test")).isEqualTo(allowed);
    }

    @Test
    void allowWhenAllAreListedThenNullPassesToo() {
        assertThat(Origins.of(List.of("*")).allow(List.of("null"), "https", null))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"app.test", "https://app.test/", "https://app.test/x", "ws://app.test", "https://*.test", "null"
            })
    void parseWhenNoOriginThenSaysWhatIsExpected(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Origins.parse(text))
                .withMessageContaining("expected: scheme, host");
    }
}

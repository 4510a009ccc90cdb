package io.gwanmun.gateway.cors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AllowedOriginTest {

    @ParameterizedTest
    @CsvSource({
        "https://good.com, https://good.com",
        "HTTPS://Good.com, https://good.com",
        "https://good.com:443, https://good.com",
        "http://good.com:80, http://good.com",
        "http://good.com:443, http://good.com:443",
        "http://[::1]:3000, http://[::1]:3000",
        "https://*.good.com, https://a.good.com",
        "https://*.good.com, https://a-b.c_d.good.com",
        "https://*.good.com:8443, https://a.good.com:8443",
        "capacitor://localhost, capacitor://localhost",
        "*, https://any.example",
        "*, null",
        "null, null"
    })
    void matchesWhenBrowserSendsTheOriginThenHolds(String written, String origin) {
        assertThat(AllowedOrigin.parse(written).matches(origin)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://good.com.evil",
                "https://evilgood.com",
                "https://evil.com/good.com",
                "https://good.com@evil",
                "https://evil@good.com",
                "https://a.good.com",
                "HTTPS://GOOD.COM",
                "https://GOOD.com",
                "https://good.com:443",
                "https://good.com:444",
                "https://good.com.",
                "https://good.com/",
                "https://good.com#",
                "https://good.com,https://good.com",
                " https://good.com",
                "http://good.com",
                "good.com",
                "null",
                "*",
                ""
            })
    void matchesWhenOriginOnlyLooksAlikeThenNot(String origin) {
        assertThat(AllowedOrigin.parse("https://good.com").matches(origin)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://good.com",
                "https://.good.com",
                "https://a..good.com",
                "https://.a.good.com",
                "https://a.good.com.evil",
                "https://evilgood.com",
                "https://evil.com/.good.com",
                "https://evil.com?.good.com",
                "https://evil.com#.good.com",
                "https://evil@a.good.com",
                "https://evil:1.good.com",
                "https://A.good.com",
                "https://a.good.com:8443",
                "http://a.good.com",
                "https://*.good.com",
                "null"
            })
    void matchesWhenOriginIsNotBelowTheNameThenNot(String origin) {
        assertThat(AllowedOrigin.parse("https://*.good.com").matches(origin)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "app.example.com, scheme",
        "https://app.example.com/, without a path",
        "https://app.example.com/a, without a path",
        "https://*example.com, whole first label",
        "https://app.*.com, whole first label",
        "https://*, whole first label",
        "https://me@example.com, without a user",
        "https://example.com:0, a port from 1",
        "https://example.com:65536, to 65535",
        "https://, without a user"
    })
    void parseWhenNoOriginThenSaysWhatOneIs(String written, String expected) {
        assertThatThrownBy(() -> AllowedOrigin.parse(written))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(expected);
    }

    @Test
    void toStringWhenWildcardThenAsWritten() {
        assertThat(AllowedOrigin.parse("https://*.good.com:8443")).hasToString("https://*.good.com:8443");
        assertThat(AllowedOrigin.parse("https://good.com:65535")).hasToString("https://good.com:65535");
    }
}

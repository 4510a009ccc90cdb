package io.gwanmun.gateway.route;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class HostNameTest {

    @ParameterizedTest
    @CsvSource({
        "api.example.com, api.example.com",
        "API.Example.COM:8443, api.example.com",
        "api.example.com., api.example.com",
        "api.example.com.:80, api.example.com",
        "127.0.0.1:8080, 127.0.0.1",
        "[::1], [::1]",
        "[::1]:8080, [::1]",
        "'', ''"
    })
    void ofWhenFieldIsGivenThenLowerCaseWithoutPortAndDot(String field, String host) {
        assertThat(HostName.of(field)).isEqualTo(host);
    }

    @Test
    void ofWhenThereIsNoFieldThenEmpty() {
        assertThat(HostName.of(null)).isEmpty();
    }
}

package io.gwanmun.gateway.ingress;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ArrivingHeadersTest {

    private final HttpHeaders headers =
            new DefaultHttpHeaders().add("Host", "api").add("Accept", "*/*");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection",
                "Keep-Alive",
                "Proxy-Connection",
                "TE",
                "Trailer",
                "Upgrade",
                "HTTP2-Settings",
                "Forwarded",
                "X-Forwarded-For",
                "x-forwarded-host",
                "X-FORWARDED-PROTO",
                "X-Forwarded-Port",
                "X-Forwarded-Prefix",
                "X-Real-IP"
            })
    void cleanWhenHeaderIsOfTheConnectionOrOfAProxyThenRemoved(String name) {
        headers.add(name, "x").add(name, "y");
        ArrivingHeaders.clean(headers);
        assertThat(headers.names()).containsExactlyInAnyOrder("Host", "Accept");
    }

    @Test
    void cleanWhenConnectionNamesHeadersThenTheyGoToo() {
        headers.add("Connection", "close, X-User-Id").add("Connection", "X-Other,,");
        headers.add("X-User-Id", "mallory").add("X-Other", "1").add("X-Kept", "2");
        ArrivingHeaders.clean(headers);
        assertThat(headers.names()).containsExactlyInAnyOrder("Host", "Accept", "X-Kept");
    }

    @Test
    void cleanWhenConnectionNamesFramingThenFramingStays() {
        headers.add("Connection", "Content-Length, Transfer-Encoding, Host").add("Content-Length", "5");
        ArrivingHeaders.clean(headers);
        assertThat(headers.names()).containsExactlyInAnyOrder("Host", "Accept", "Content-Length");
    }
}

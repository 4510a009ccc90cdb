package io.gwanmun.gateway.integration.http;

import io.netty.channel.DefaultEventLoop;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.gwanmun.gateway.pipeline.ClientFault;
import io.gwanmun.gateway.pipeline.RefusedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class LegRequestTest {

    @ParameterizedTest
    @ValueSource(strings = {"/", "*", "/a%0d%0a?b=c&d=%00", "/a;b=c/~x?y={z}|[1]"})
    void newWhenUriIsVisibleAsciiThenAccepts(String uri) {
        assertThat(get(uri).uri()).isEqualTo(uri);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "*/",
                "http://x/",
                "/a b",
                "/a\r\nX: y",
                "/a\n",
                "/a\u0000",
                "/a\t",
                "/\u00e9",
                "/a#b",
                "/\u007f"
            })
    void newWhenUriCouldLeaveTheRequestLineThenIsBadPath(String uri) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> get(uri))
                .matches(e -> e.refusal().fault() == ClientFault.BAD_PATH);
    }

    @Test
    void newWhenMethodIsConnectThenRefuses() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LegRequest.of(
                        new DefaultEventLoop(), HttpMethod.CONNECT, "/", LegClient.headers(), LegLimits.ofDefaults()));
    }

    @ParameterizedTest
    @CsvSource({
        "GET,true",
        "HEAD,true",
        "OPTIONS,true",
        "PUT,true",
        "DELETE,true",
        "TRACE,true",
        "POST,false",
        "PATCH,false"
    })
    void isRepeatableWhenNoBodyThenSaysWhetherIdempotent(String method, boolean expected) {
        LegRequest request = LegRequest.of(
                new DefaultEventLoop(), HttpMethod.valueOf(method), "/", LegClient.headers(), LegLimits.ofDefaults());

        assertThat(request.isRepeatable()).isEqualTo(expected);
    }

    @Test
    void applyWhenHeadersConcernTheConnectionThenTakesThemOut() {
        LegRequest request = get("/");
        HttpHeaders headers = request.headers();
        headers.add("Connection", "X-Hop, close").add("X-Hop", "1").add("X-End", "2");
        headers.add("Transfer-Encoding", "chunked").add("Content-Length", "7").add("Expect", "100-continue");
        headers.add("TE", "trailers")
                .add("Upgrade", "h2c")
                .add("Keep-Alive", "1")
                .add("Proxy-Connection", "close");

        Framing.apply(request);

        assertThat(headers.names()).containsExactlyInAnyOrder("host", "X-End");
    }

    @ParameterizedTest
    @CsvSource({
        "true,a.test,443,a.test",
        "true,a.test,80,a.test:80",
        "false,a.test,80,a.test",
        "false,10.0.0.1,8080,10.0.0.1:8080",
        "false,::1,80,[::1]",
        "true,::1,8443,[::1]:8443"
    })
    void authorityWhenPortIsTheUsualThenLeavesItOut(boolean secure, String host, int port, String expected) {
        assertThat(new HttpTarget(secure, host, port).authority()).isEqualTo(expected);
    }

    private static LegRequest get(String uri) {
        return LegRequest.of(new DefaultEventLoop(), HttpMethod.GET, uri, LegClient.headers(), LegLimits.ofDefaults());
    }
}

package io.gwanmun.gateway;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServer;

import io.gwanmun.gateway.testing.LeakWatch;
import io.gwanmun.gateway.testing.RunningGateway;

import static org.assertj.core.api.Assertions.assertThat;

/** The upstream that stands in, where services speak HTTP/2. */
@ExtendWith(LeakWatch.class)
class FailoverHttp2IT {

    private static final String YAML = """
            apiVersion: gateway/v1
            upstreams:
              eu: {targets: ["http://127.0.0.1:%d"], failover: us, protocol: http2}
              us: {targets: ["http://127.0.0.1:%d"], protocol: http2}
            apis:
              users: {path: /users, access: none, routes: {all: {match: {path: "/{rest...}"}, to: {upstream: eu}}}}
            """;

    @Test
    void callWhenUpstreamIsDownThenTheOtherGetsIt() {
        DisposableServer eu = saying("eu");
        DisposableServer us = saying("us");
        try (RunningGateway gateway = RunningGateway.with(YAML.formatted(eu.port(), us.port()))) {
            assertThat(gateway.get("/users/7").text()).isEqualTo("eu");

            eu.disposeNow();

            assertThat(IntStream.range(0, 10)
                            .mapToObj(i -> gateway.get("/users/7").text()))
                    .containsOnly("us");
            assertThat(gateway.metric("gateway_upstream_targets_out", "upstream=\"eu\""))
                    .isEqualTo(1);
        } finally {
            us.disposeNow();
        }
    }

    private static DisposableServer saying(String text) {
        return HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .protocol(HttpProtocol.H2C)
                .handle((request, response) -> response.sendString(Mono.just(text)))
                .bindNow();
    }
}

package io.gwanmun.gateway;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;

import io.gwanmun.gateway.testing.LeakWatch;
import io.gwanmun.gateway.testing.RawServer;
import io.gwanmun.gateway.testing.Reply;
import io.gwanmun.gateway.testing.RunningGateway;

import static org.assertj.core.api.Assertions.assertThat;

/** Services that speak HTTP/2, behind a client that speaks HTTP/1.1. */
@ExtendWith(LeakWatch.class)
class Http2UpstreamIT {

    private static final int PARTS = 256;
    private static final String PART = "x".repeat(4096);

    private static DisposableServer service;
    private static RawServer old;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        service = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .protocol(HttpProtocol.H2C)
                .route(routes -> routes.get(
                                "/seen",
                                (request, response) ->
                                        response.header("X-Answer", "yes").sendString(Mono.just(seen(request))))
                        .get(
                                "/large",
                                (request, response) ->
                                        response.sendString(Flux.range(0, PARTS).map(i -> PART))))
                .bindNow();
        old = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        gateway = RunningGateway.with("""
                apiVersion: gateway/v1
                upstreams:
                  new: {targets: ["http://127.0.0.1:%d"], protocol: http2}
                  old: {targets: ["%2$s"], protocol: http2}
                  any: {targets: ["%2$s"], protocol: auto}
                apis:
                  new:
                    path: /new
                    access: none
                    routes:
                      all: {match: {path: "/{rest...}"}, to: {upstream: new}}
                  old:
                    path: /old
                    access: none
                    routes:
                      all: {match: {path: "/{rest...}"}, to: {upstream: old}}
                  any:
                    path: /any
                    access: none
                    routes:
                      all: {match: {path: "/{rest...}"}, to: {upstream: any}}
                """.formatted(service.port(), old.url()));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        old.close();
        service.disposeNow();
    }

    @Test
    void callWhenUpstreamSpeaksHttp2ThenServiceSeesItAndAnswers() {
        Reply reply = gateway.get("/new/seen?a=b", "X-Asked: 1");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text()).isEqualTo("HTTP/2.0 GET /seen?a=b 127.0.0.1:" + service.port() + " 1");
        assertThat(reply.header("X-Answer")).isEqualTo("yes");
    }

    @Test
    void callWhenBodyIsLargeThenComesWhole() {
        assertThat(gateway.get("/new/large").text()).isEqualTo(PART.repeat(PARTS));
    }

    @Test
    void callWhenServiceSpeaksOnlyHttp1ThenIsBadResponse() {
        Reply reply = gateway.get("/old/x");

        assertThat(reply.status()).isEqualTo(502);
        assertThat(reply.text()).contains("upstream-bad-response");
    }

    @Test
    void callWhenAutoWithoutTlsThenHttp1() {
        assertThat(gateway.get("/any/x").text()).isEqualTo("ok");
    }

    private static String seen(HttpServerRequest request) {
        return String.join(
                " ",
                request.version().text(),
                request.method().name(),
                request.uri(),
                String.valueOf(request.requestHeaders().get("host")),
                String.valueOf(request.requestHeaders().get("x-asked")));
    }
}

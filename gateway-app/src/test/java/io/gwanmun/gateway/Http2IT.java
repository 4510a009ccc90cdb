package io.gwanmun.gateway;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

import io.gwanmun.gateway.testing.LeakWatch;
import io.gwanmun.gateway.testing.RunningGateway;
import io.gwanmun.gateway.testing.Service;

import static org.assertj.core.api.Assertions.assertThat;

/** HTTP/2 by prior knowledge, on the port that serves HTTP/1.1; many at a time are in {@link TlsIT}. */
@ExtendWith(LeakWatch.class)
class Http2IT {

    private static final String YAML = """
            apiVersion: gateway/v1
            upstreams:
              echo: {targets: ["%s"]}
            apis:
              open:
                path: /open
                access: none
                routes:
                  all: {match: {path: "/{rest...}"}, to: {upstream: echo}}
              closed:
                path: /closed
                routes:
                  all: {match: {path: "/{rest...}"}, to: {upstream: echo}}
            """;
    private static final int LARGE = 5_000_000;

    private static Service service;
    private static RunningGateway gateway;
    private static ConnectionProvider connections;

    @BeforeAll
    static void start() {
        service = Service.handling((request, response) -> {
            if (request.uri().startsWith("/large")) {
                return response.sendByteArray(Flux.range(0, LARGE / 10_000).map(i -> new byte[10_000]))
                        .then();
            }
            return response.sendString(Mono.just("ok")).then();
        });
        gateway = RunningGateway.with(YAML.formatted(service.url()));
        connections = ConnectionProvider.builder("h2")
                .maxConnections(4)
                .pendingAcquireMaxCount(-1)
                .build();
    }

    @AfterAll
    static void stop() {
        connections.dispose();
        gateway.close();
        service.close();
    }

    private static HttpClient client() {
        return HttpClient.create(connections).protocol(HttpProtocol.H2C).baseUrl("http://127.0.0.1:" + gateway.port());
    }

    private static String get(String path) {
        return Objects.requireNonNull(client().get()
                .uri(path)
                .responseSingle((response, body) -> body.asString()
                        .defaultIfEmpty("")
                        .map(text -> response.status().code() + " "
                                + response.version().text() + " " + text))
                .block());
    }

    @Test
    void getWhenSpokenByPriorKnowledgeThenServedAndLoggedAsHttp2() {
        assertThat(get("/open/logged")).isEqualTo("200 HTTP/2.0 ok");
        assertThat(gateway.logged(line -> "HTTP/2".equals(line.get("protocol"))))
                .containsEntry("status", 200);
    }

    @Test
    void getWhenRefusedThenAnswerIsAProblem() {
        assertThat(get("/closed/x")).startsWith("401 HTTP/2.0 {\"type\":\"urn:gwanmun:fault:unauthenticated\"");
        assertThat(get("/nowhere")).startsWith("404 ");
        assertThat(get("/open//x")).startsWith("400 ").contains("bad-path");
    }

    @Test
    void postWhenBodyIsSentThenServiceGetsItWithAContentLengthOrInChunks() {
        service.forget();
        String answer = client().post()
                .uri("/open/x")
                .send(ByteBufFlux.fromString(Flux.just("one ", "two")))
                .responseSingle((response, body) -> body.asString())
                .block();

        assertThat(answer).isEqualTo("ok");
        Service.Seen seen = service.seen();
        assertThat(seen.body()).isEqualTo("one two");
        assertThat(seen.headers()).noneMatch(line -> line.startsWith("x-http2"));
        assertThat(seen.header("X-Forwarded-Host")).startsWith("127.0.0.1:");
    }

    @Test
    void getWhenAnswerIsLargeThenEveryByteArrives() {
        Integer length = client().get()
                .uri("/open/large")
                .responseContent()
                .map(part -> part.readableBytes())
                .reduce(0, Integer::sum)
                .block();

        assertThat(length).isEqualTo(LARGE);
    }

    @Test
    void getWhenClientCancelsThenTheCallEndsAndIsLoggedAsLeft() {
        HttpClient.newConnection()
                .protocol(HttpProtocol.H2C)
                .baseUrl("http://127.0.0.1:" + gateway.port())
                .get()
                .uri("/open/large")
                .responseContent()
                .take(1)
                .blockLast();

        assertThat(get("/open/x")).isEqualTo("200 HTTP/2.0 ok");
        assertThat(gateway.logged(line ->
                        Integer.valueOf(499).equals(line.get("status")) || "client-closed".equals(line.get("fault"))))
                .containsEntry("path", "/open/large");
    }

    @Test
    void postWhenUploadIsLargeThenEveryByteArrives() {
        service.forget();
        byte[] part = "x".repeat(10_000).getBytes(StandardCharsets.US_ASCII);
        client().post()
                .uri("/open/x")
                .send(ByteBufFlux.fromInbound(
                        Flux.range(0, 300).map(i -> io.netty.buffer.Unpooled.wrappedBuffer(part.clone()))))
                .response()
                .block();

        assertThat(service.seen().body()).hasSize(3_000_000);
    }
}

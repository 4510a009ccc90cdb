package io.gwanmun.gateway;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.gwanmun.gateway.testing.LeakWatch;
import io.gwanmun.gateway.testing.RawClient;
import io.gwanmun.gateway.testing.RawServer;
import io.gwanmun.gateway.testing.Reply;
import io.gwanmun.gateway.testing.RunningGateway;

import static org.assertj.core.api.Assertions.assertThat;

/** What a client, the metrics and the log see when a service or a client misbehaves. */
@ExtendWith(LeakWatch.class)
class FaultIT {

    private static final String YAML = """
            apiVersion: gateway/v1
            upstreams:
              raw: {targets: ["%1$s"]}
              refusing: {targets: ["http://127.0.0.1:%2$d"]}
              unknown: {targets: ["http://no-such-host.invalid:80"]}
            apis:
              raw:
                path: /raw
                access: none
                timeout: {response: 300ms, idle: 300ms}
                routes:
                  all: {match: {path: "/{rest...}"}, to: {upstream: raw}}
              patient:
                path: /patient
                access: none
                routes:
                  all: {match: {path: "/{rest...}"}, to: {upstream: raw}}
              refusing:
                path: /refusing
                access: none
                routes:
                  all: {to: {upstream: refusing}}
              unknown:
                path: /unknown
                access: none
                routes:
                  all: {to: {upstream: unknown}}
            """;
    private static final String LEAKY = "X-Leak: secret\r\nSet-Cookie: leak=1\r\nContent-Encoding: gzip\r\n";

    private static RawServer service;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() throws IOException {
        service = RawServer.answering("");
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        gateway = RunningGateway.with(YAML.formatted(service.url(), closed));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        service.close();
    }

    @Test
    void callWhenConnectionIsRefusedThenBadGateway() {
        assertProblem("/refusing/x", 502, "upstream-unreachable");
    }

    @Test
    void callWhenNameHasNoAddressThenBadGateway() {
        assertProblem("/unknown/x", 502, "upstream-name-unresolved");
    }

    @Test
    void callWhenServiceResetsBeforeTheHeadThenBadGateway() {
        service.plays(peer -> {
            peer.head();
            peer.reset();
        });

        assertProblem("/raw/x", 502, "upstream-closed-early");
    }

    @Test
    void callWhenServiceClosesInsideTheHeadThenBadGateway() {
        service.plays(peer -> {
            peer.head();
            peer.write("HTTP/1.1 200 OK\r\n" + LEAKY);
        });

        assertProblem("/raw/x", 502, "upstream-closed-early");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "secret garbage\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 1000 Odd\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 99 Odd\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 101 Switching\r\n\r\n",
            })
    void callWhenAnswerIsNoValidHttpThenBadGateway(String answer) {
        service.plays(RawServer.repeating(answer));

        assertProblem("/raw/x", 502, "upstream-bad-response");
    }

    @Test
    void callWhenHeadIsLateThenGatewayTimeout() {
        service.plays(peer -> {
            peer.head();
            peer.awaitClose();
        });

        assertProblem("/raw/x", 504, "upstream-response-timeout");
        assertThat(service.note()).isEqualTo("closed");
    }

    @ParameterizedTest
    @CsvSource({
        "Content-Length: 100, part, '', upstream-body-truncated",
        "Transfer-Encoding: chunked, '4\r\npart\r\n', '', upstream-body-truncated",
        "Transfer-Encoding: chunked, '4\r\npart\r\n', 'zz\r\n', upstream-bad-response",
    })
    void callWhenBodyBreaksOffThenClientSeesABrokenConnection(String framing, String part, String end, String fault) {
        service.plays(peer -> {
            peer.head();
            peer.write("HTTP/1.1 200 OK\r\n" + framing + "\r\n\r\n" + part);
            peer.await();
            peer.write(end);
        });
        double before = faults(fault);

        try (RawClient client = gateway.connect()) {
            client.send(RawClient.head("GET", "/patient/x", "X-Request-Id: broken-" + end.length() + part.length()));
            assertThat(client.replyHead()).contains("HTTP/1.1 200 OK");
            assertThat(new String(client.bytes(part.length()), StandardCharsets.US_ASCII))
                    .isEqualTo(part);
            service.proceed();
            assertThat(client.isClosed()).isTrue();
        }
        assertThat(gateway.logged("broken-" + end.length() + part.length()))
                .containsEntry("status", 200)
                .containsEntry("fault", fault);
        assertThat(faults(fault) - before).isEqualTo(1);
    }

    @Test
    void callWhenBodyBreaksOffBeforeItsFirstByteThenClientSeesABrokenConnection() {
        service.plays(peer -> {
            peer.head();
            peer.write("HTTP/1.1 200 OK\r\n" + LEAKY + "Content-Length: 100\r\n\r\n");
            peer.await();
        });

        try (RawClient client = gateway.connect()) {
            client.send(RawClient.head("GET", "/raw/x", "X-Request-Id: first-byte"));
            assertThat(client.replyHead()).contains("HTTP/1.1 200 OK");
            service.proceed();
            assertThat(client.isClosed()).isTrue();
        }
        assertThat(gateway.logged("first-byte")).containsEntry("fault", "upstream-body-truncated");
    }

    @Test
    void callWhenBodyStallsThenClientSeesABrokenConnection() {
        service.plays(peer -> {
            peer.head();
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npart");
            peer.awaitClose();
        });
        double before = faults("upstream-body-stalled");

        Reply reply = gateway.get("/raw/x");

        assertThat(reply.complete()).isFalse();
        assertThat(reply.text()).isEqualTo("part");
        assertThat(service.note()).isEqualTo("closed");
        assertThat(gateway.logged(reply.header("X-Request-Id"))).containsEntry("fault", "upstream-body-stalled");
        assertThat(faults("upstream-body-stalled") - before).isEqualTo(1);
    }

    @Test
    void callWhenClientLeavesInsideTheAnswerThenServiceIsLeftToo() {
        service.plays(peer -> {
            peer.head();
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npart");
            peer.awaitClose();
        });

        try (RawClient client = gateway.connect()) {
            client.send(RawClient.head("GET", "/patient/x", "X-Request-Id: left-inside"));
            client.replyHead();
            assertThat(client.bytes(4)).asString().isEqualTo("part");
        }

        assertThat(service.note()).isEqualTo("closed");
        assertThat(gateway.logged("left-inside")).containsEntry("fault", "client-closed");
    }

    @Test
    void callWhenClientLeavesBeforeTheAnswerThenLoggedAs499() {
        service.plays(peer -> {
            peer.head();
            peer.note("asked");
            peer.awaitClose();
        });
        double before = gateway.metric("gateway_4xx_error_total", "api=\"patient\"");

        try (RawClient client = gateway.connect()) {
            client.send(RawClient.head("GET", "/patient/x", "X-Request-Id: left-before"));
            assertThat(service.note()).isEqualTo("asked");
        }

        assertThat(service.note()).isEqualTo("closed");
        assertThat(gateway.logged("left-before")).containsEntry("status", 499).containsEntry("fault", "client-closed");
        assertThat(gateway.metric("gateway_4xx_error_total", "api=\"patient\"") - before)
                .isEqualTo(1);
    }

    @Test
    void callWhenClientLeavesInsideItsBodyThenServiceIsLeftToo() {
        service.plays(peer -> {
            peer.note(peer.head().get(0));
            peer.awaitClose();
        });

        try (RawClient client = gateway.connect()) {
            client.send(RawClient.head("POST", "/patient/x", "Transfer-Encoding: chunked", "X-Request-Id: left-body")
                    + "64\r\npart");
            assertThat(service.note()).isEqualTo("POST /x HTTP/1.1");
        }

        assertThat(service.note()).isEqualTo("closed");
        assertThat(gateway.logged("left-body")).containsEntry("status", 499).containsEntry("fault", "client-closed");
    }

    @Test
    void callWhenClientsBodyIsNoValidHttpThenServiceDoesNotTakeItForWhole() {
        service.plays(peer -> {
            peer.note(peer.head().get(0));
            peer.note(new String(peer.bytes(9), StandardCharsets.US_ASCII));
            peer.note("more: " + new String(peer.bytes(1), StandardCharsets.US_ASCII));
        });

        try (RawClient client = gateway.connect()) {
            client.send(RawClient.head("POST", "/patient/x", "Transfer-Encoding: chunked", "X-Request-Id: bad-chunk"))
                    .send("4\r\npart\r\n");
            assertThat(service.note()).isEqualTo("POST /x HTTP/1.1");
            assertThat(service.note()).isEqualTo("4\r\npart\r\n");
            client.send("zz\r\n");
            Reply reply = client.reply();
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.json()).containsEntry("type", "urn:gwanmun:fault:bad-request");
            assertThat(client.isClosed()).isTrue();
            assertThat(service.note()).isEqualTo("more: ");
        }
        assertThat(gateway.logged("bad-chunk")).containsEntry("status", 400).containsEntry("fault", "bad-request");
    }

    @Test
    void metricsWhenCallsEndThenCountedByRouteAndStatus() {
        service.plays(RawServer.repeating("HTTP/1.1 503 Down\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"));
        String[] route = {"api=\"raw\"", "stage=\"default\"", "route=\"all\""};
        double calls = gateway.metric("gateway_count_total", route);
        double errors = gateway.metric("gateway_5xx_error_total", route);
        double timed = gateway.metric("gateway_latency_seconds_count", route);
        double behind = gateway.metric("gateway_integration_latency_seconds_count", route);

        assertThat(gateway.get("/raw/x").status()).isEqualTo(503);

        RunningGateway.await(() -> gateway.metric("gateway_count_total", route) == calls + 1);
        assertThat(gateway.metric("gateway_5xx_error_total", route) - errors).isEqualTo(1);
        assertThat(gateway.metric("gateway_latency_seconds_count", route) - timed)
                .isEqualTo(1);
        assertThat(gateway.metric("gateway_integration_latency_seconds_count", route) - behind)
                .isEqualTo(1);
    }

    private static void assertProblem(String path, int status, String fault) {
        double before = faults(fault);

        Reply reply = gateway.get(path);

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        Map<String, Object> problem = reply.json();
        assertThat(problem).containsOnlyKeys("type", "title", "status", "detail", "message", "requestId");
        assertThat(problem)
                .containsEntry("type", "urn:gwanmun:fault:" + fault)
                .containsEntry("status", status)
                .containsEntry("requestId", reply.header("X-Request-Id"));
        assertThat(reply.toString()).doesNotContain("secret", "leak", "Exception", "netty", "127.0.0.1", "invalid");
        assertThat(gateway.logged(reply.header("X-Request-Id")))
                .containsEntry("status", status)
                .containsEntry("fault", fault);
        RunningGateway.await(() -> faults(fault) - before == 1);
        assertThat(List.of(reply.all("Content-Length"))).hasSize(1);
    }

    private static double faults(String fault) {
        return gateway.metric("gateway_faults_total", "fault=\"" + fault + '"', "whose=\"upstream\"");
    }
}

package io.gwanmun.gateway;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.gwanmun.gateway.testing.LeakWatch;
import io.gwanmun.gateway.testing.RawClient;
import io.gwanmun.gateway.testing.Reply;
import io.gwanmun.gateway.testing.RunningGateway;
import io.gwanmun.gateway.testing.Service;

import static org.assertj.core.api.Assertions.assertThat;

/** How much and how slow a client may be. */
@ExtendWith(LeakWatch.class)
class LimitsIT {

    private static final String YAML = """
            apiVersion: gateway/v1
            upstreams:
              echo: {targets: ["%s"]}
            apis:
              open:
                path: /open
                access: none
                routes:
                  narrow: {match: {path: "/narrow"}, maxBody: 10B, to: {upstream: echo}}
                  wide: {match: {path: "/wide"}, maxBody: 2KB, to: {upstream: echo}}
                  all: {match: {path: "/{rest...}"}, to: {upstream: echo}}
              closed:
                path: /closed
                routes:
                  all: {match: {path: "/{rest...}"}, to: {upstream: echo}}
            """;

    private static Service service;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        service = Service.saying("ok");
        gateway = RunningGateway.with(
                YAML.formatted(service.url()),
                "--gateway.ingress.max-request-line=300B",
                "--gateway.ingress.max-head=1KB",
                "--gateway.ingress.max-fields=20",
                "--gateway.ingress.max-body=1KB",
                "--gateway.ingress.head-timeout=400ms",
                "--gateway.ingress.idle-timeout=300ms",
                "--gateway.ingress.rate-grace=400ms",
                "--gateway.ingress.min-rate=1KB",
                "--gateway.ingress.max-requests-per-connection=3");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        service.close();
    }

    @BeforeEach
    void forget() {
        service.forget();
    }

    @ParameterizedTest
    @CsvSource({
        "/open/narrow, 10, 200",
        "/open/narrow, 11, 413",
        "/open/wide, 2048, 200",
        "/open/wide, 2049, 413",
        "/open/x, 1024, 200",
        "/open/x, 1025, 413"
    })
    void postWhenBodyIsAnnouncedAtOrAboveTheLimitThenOnlyAboveIsRefused(String path, int length, int status) {
        try (RawClient client = gateway.connect()) {
            Reply reply = client.send(RawClient.head("POST", path, "Content-Length: " + length))
                    .send(new byte[length])
                    .reply();

            assertThat(reply.status()).isEqualTo(status);
            assertThat(service.isUnasked()).isEqualTo(status == 413);
            if (status == 413) {
                assertThat(reply.json()).containsEntry("type", "urn:gwanmun:fault:body-too-large");
                assertThat(gateway.logged(reply.header("X-Request-Id"))).containsEntry("fault", "body-too-large");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"10, 200", "11, 413"})
    void postWhenBodyComesInChunksThenItIsCountedAsItComes(int length, int status) {
        try (RawClient client = gateway.connect()) {
            Reply reply = client.send(RawClient.head("POST", "/open/narrow", "Transfer-Encoding: chunked"))
                    .sendChunk(new byte[length])
                    .send("0\r\n\r\n")
                    .reply();

            assertThat(reply.status()).isEqualTo(status);
        }
    }

    @ParameterizedTest
    @CsvSource({"300, 200", "301, 414"})
    void getWhenRequestLineIsAtOrAboveTheLimitThenOnlyAboveIsRefused(int length, int status) {
        String line = "GET /open/" + "x".repeat(length - "GET /open/ HTTP/1.1".length()) + " HTTP/1.1";
        try (RawClient client = gateway.connect()) {
            Reply reply = client.send(line + "\r\nHost: a\r\n\r\n").reply();

            assertThat(reply.status()).isEqualTo(status);
            if (status == 414) {
                assertThat(reply.json()).containsEntry("type", "urn:gwanmun:fault:target-too-long");
                assertThat(client.isClosed()).isTrue();
                assertThat(gateway.logged(reply.header("X-Request-Id"))).containsEntry("status", 414);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"20, 200", "21, 431"})
    void getWhenFieldsAreAtOrAboveTheLimitThenOnlyAboveIsRefused(int fields, int status) {
        List<String> headers = new ArrayList<>(List.of("Host: a"));
        for (int i = 1; i < fields; i++) {
            headers.add("X-" + i + ": y");
        }

        Reply reply = gateway.get("/open/x", headers.toArray(String[]::new));

        assertThat(reply.status()).isEqualTo(status);
        assertThat(service.isUnasked()).isEqualTo(status == 431);
    }

    @Test
    void getWhenHeadIsTooLongThenAnswered431AndClosed() {
        try (RawClient client = gateway.connect()) {
            Reply reply = client.send(RawClient.head("GET", "/open/x", "X-Long: " + "y".repeat(1100)))
                    .reply();

            assertThat(reply.status()).isEqualTo(431);
            assertThat(reply.json()).containsEntry("type", "urn:gwanmun:fault:head-too-large");
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void connectWhenNothingIsSentThenClosedWithoutAWord() {
        try (RawClient client = gateway.connect()) {
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void getWhenHeadDoesNotEndThenAnswered408AndClosed() {
        try (RawClient client = gateway.connect()) {
            client.send("GET /open/x HTTP/1.1\r\nHost: a\r\nX-Slow: ");
            Reply reply = client.reply();

            assertThat(reply.status()).isEqualTo(408);
            assertThat(reply.json()).containsEntry("type", "urn:gwanmun:fault:request-timeout");
            assertThat(reply.header("Connection")).isEqualTo("close");
            assertThat(client.isClosed()).isTrue();
            assertThat(gateway.logged(reply.header("X-Request-Id"))).containsEntry("status", 408);
        }
    }

    @Test
    void getWhenSecondHeadDoesNotEndThenAnswered408() {
        try (RawClient client = gateway.connect()) {
            client.send(RawClient.head("GET", "/open/x") + "GET /open/y HTTP/1.1\r\nHost: a\r\n");
            assertThat(client.reply().status()).isEqualTo(200);
            assertThat(client.reply().status()).isEqualTo(408);
        }
    }

    @Test
    void getWhenConnectionIsIdleAfterAnAnswerThenClosedWithoutAWord() {
        try (RawClient client = gateway.connect()) {
            assertThat(client.send(RawClient.head("GET", "/open/x")).reply().status())
                    .isEqualTo(200);
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void postWhenBodyComesTooSlowlyThenAnswered408AndServiceDoesNotTakeItForWhole() {
        try (RawClient client = gateway.connect()) {
            client.send(RawClient.head("POST", "/open/x", "Content-Length: 100"))
                    .send("slow");
            Reply reply = client.reply();

            assertThat(reply.status()).isEqualTo(408);
            assertThat(client.isClosed()).isTrue();
            assertThat(service.isUnasked()).isTrue();
        }
    }

    @Test
    void postWhenRefusedBeforeTheBodyThenRestIsForgottenAndConnectionGoesOn() {
        try (RawClient client = gateway.connect()) {
            client.send(RawClient.head("POST", "/closed/x", "Content-Length: 9"));
            assertThat(client.reply().status()).isEqualTo(401);
            client.send("forgotten").send(RawClient.head("GET", "/open/x"));
            assertThat(client.reply().status()).isEqualTo(200);
        }
    }

    @Test
    void postWhenRefusedBeforeALongBodyThenAnswerArrivesAndConnectionEnds() {
        try (RawClient client = gateway.connect()) {
            client.send(RawClient.head("POST", "/closed/x", "Content-Length: 1000000"));
            Reply reply = client.reply();

            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.header("Connection")).isEqualTo("close");
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void getWhenConnectionHasServedItsRequestsThenAnswerSaysCloseAndItCloses() {
        try (RawClient client = gateway.connect()) {
            client.send(RawClient.head("GET", "/open/x").repeat(4));
            assertThat(client.reply().header("Connection")).isEmpty();
            assertThat(client.reply().header("Connection")).isEmpty();
            assertThat(client.reply().header("Connection")).isEqualTo("close");
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void postWhenContinueIsExpectedThenBodyIsAskedForOnlyWhenItIsWanted() {
        try (RawClient client = gateway.connect()) {
            client.send(RawClient.head("POST", "/open/x", "Content-Length: 2", "Expect: 100-continue"));
            assertThat(client.replyHead().get(0)).isEqualTo("HTTP/1.1 100 Continue");
            client.send("ok");
            assertThat(client.reply().status()).isEqualTo(200);
            assertThat(service.seen().body()).isEqualTo("ok");
        }
        try (RawClient client = gateway.connect()) {
            client.send(RawClient.head("POST", "/closed/x", "Content-Length: 2", "Expect: 100-continue"));
            Reply reply = client.reply();
            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.header("Connection")).isEqualTo("close");
        }
    }

    @Test
    void postWhenSomethingElseIsExpectedThen417() {
        assertThat(gateway.call("POST", "/open/x", "Content-Length: 0", "Expect: tea")
                        .status())
                .isEqualTo(417);
    }

    @Test
    void getWhenClientSpeaksHttp10ThenAnswerIsNotChunkedAndConnectionEnds() {
        try (RawClient client = gateway.connect()) {
            String all = client.send("GET /open/x HTTP/1.0\r\nHost: a\r\n\r\n").rest();

            assertThat(all).startsWith("HTTP/1.1 200 OK").endsWith("\r\n\r\nok").doesNotContain("chunked");
        }
    }

    @Test
    void getWhenManyArePipelinedThenAllAreAnsweredInOrder() {
        StringBuilder requests = new StringBuilder();
        requests.append(RawClient.head("GET", "/open/1"))
                .append(RawClient.head("GET", "/nowhere"))
                .append(RawClient.head("GET", "/closed/2"));
        try (RawClient client = gateway.connect()) {
            client.send(requests.toString().getBytes(StandardCharsets.US_ASCII));
            assertThat(client.reply().status()).isEqualTo(200);
            assertThat(client.reply().status()).isEqualTo(404);
            assertThat(client.reply().status()).isEqualTo(401);
        }
    }

    @Test
    void getWhenPipelinedThenLoggedInOrderEachWithItsProtocol() {
        String third = "GET /open/3 HTTP/1.0\r\nHost: a\r\n\r\n";
        List<String> ids = new ArrayList<>();
        try (RawClient client = gateway.connect()) {
            client.send(RawClient.head("GET", "/open/1") + RawClient.head("GET", "/nowhere") + third);
            for (int i = 0; i < 3; i++) {
                ids.add(client.reply().header("X-Request-Id"));
            }
        }

        gateway.logged(ids.get(2));
        assertThat(gateway.log().filter(line -> ids.contains(line.get("requestId"))))
                .extracting(line -> line.get("requestId") + " " + line.get("protocol"))
                .containsExactly(ids.get(0) + " HTTP/1.1", ids.get(1) + " HTTP/1.1", ids.get(2) + " HTTP/1.0");
    }

    /** Answers of the gateway's own are ready at once, so nothing but the client's reading may hold them up. */
    @Test
    void getWhenAnswersArePipelinedAndNotReadThenFewAreMadeAndAllComeWhenTheyAreRead() {
        int many = 3;
        String large = "x".repeat(1_000_000);
        try (RunningGateway own = RunningGateway.with("""
                        apiVersion: gateway/v1
                        apis:
                          own:
                            path: /
                            access: none
                            routes:
                              all: {match: {path: "/large"}, to: {answer: {body: "%s"}}}
                        """.formatted(large));
                RawClient client = RawClient.to(own.port(), 4096)) {
            client.send(RawClient.head("GET", "/large").repeat(many * 20));
            RunningGateway.awaitStill(() -> (long) own.metric("gateway_count_total"));
            assertThat(own.metric("gateway_count_total", "api=\"own\"")).isLessThan(many * 10);
            for (int i = 0; i < many * 20; i++) {
                assertThat(client.reply().body()).hasSize(large.length());
            }
        }
    }

    @Test
    void postWhenBodiesComeLateButInTimeOnAKeptConnectionThenTheTimeBetweenThemDoesNotCount() {
        try (RunningGateway patient = RunningGateway.with(
                        YAML.formatted(service.url()),
                        "--gateway.ingress.rate-grace=1500ms",
                        "--gateway.ingress.min-rate=1KB");
                RawClient client = patient.connect()) {
            for (int i = 0; i < 2; i++) {
                client.send(RawClient.head("POST", "/open/x", "Content-Length: 4"));
                patient.awaitLooks(3);
                client.send("body");
                assertThat(client.reply().status()).isEqualTo(200);
                patient.awaitLooks(8);
            }
        }
    }
}

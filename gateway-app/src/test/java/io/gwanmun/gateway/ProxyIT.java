package io.gwanmun.gateway;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import io.gwanmun.gateway.testing.LeakWatch;
import io.gwanmun.gateway.testing.RawClient;
import io.gwanmun.gateway.testing.RawServer;
import io.gwanmun.gateway.testing.Reply;
import io.gwanmun.gateway.testing.RunningGateway;

import static org.assertj.core.api.Assertions.assertThat;

/** Bodies both ways, whole and streamed, with every buffer watched. */
@ExtendWith(LeakWatch.class)
class ProxyIT {

    private static final String YAML = """
            apiVersion: gateway/v1
            upstreams:
              raw: {targets: ["%s"]}
            apis:
              raw:
                path: /raw
                access: none
                maxBody: 1GB
                routes:
                  all: {match: {path: "/{rest...}"}, to: {upstream: raw}}
            """;
    private static final String OK = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok";
    private static final int PART = 1 << 16;
    private static final int MANY = 64 << 20;
    private static final int LARGE = 20 << 20;

    private static RawServer service;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        service = RawServer.answering(OK);
        gateway = RunningGateway.with(YAML.formatted(service.url()));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        service.close();
    }

    @Test
    void postWhenBodyHasALengthThenServiceGetsBodyAndLength() {
        service.plays(keeping());

        try (RawClient client = gateway.connect()) {
            client.send(RawClient.head("POST", "/raw/x", "Content-Length: 5") + "hello");
            assertThat(client.reply().text()).isEqualTo("ok");
        }

        assertThat(service.note()).contains("POST /x HTTP/1.1").containsIgnoringCase("content-length: 5");
        assertThat(service.note()).isEqualTo("hello");
    }

    @Test
    void postWhenBodyIsChunkedThenServiceGetsItChunked() {
        service.plays(keeping());

        try (RawClient client = gateway.connect()) {
            client.send(RawClient.head("POST", "/raw/x", "Transfer-Encoding: chunked"))
                    .send("3\r\nhel\r\n2\r\nlo\r\n0\r\nX-Trailer: t\r\n\r\n");
            assertThat(client.reply().text()).isEqualTo("ok");
        }

        assertThat(service.note())
                .containsIgnoringCase("transfer-encoding: chunked")
                .doesNotContainIgnoringCase("content-length");
        assertThat(service.note()).isEqualTo("hello");
    }

    @Test
    void postWhenBodyIsEmptyThenServiceGetsLengthZero() {
        service.plays(keeping());

        assertThat(gateway.call("POST", "/raw/x", "Content-Length: 0").text()).isEqualTo("ok");

        assertThat(service.note()).containsIgnoringCase("content-length: 0");
    }

    @Test
    void getWhenThereIsNoBodyThenServiceGetsNoFraming() {
        service.plays(keeping());

        assertThat(gateway.get("/raw/x").text()).isEqualTo("ok");

        assertThat(service.note())
                .doesNotContainIgnoringCase("content-length")
                .doesNotContainIgnoringCase("transfer-encoding");
    }

    @Test
    void postWhenBodyIsLargeThenEveryByteArrives() {
        service.plays(counting());

        try (RawClient client = gateway.connect()) {
            client.send(RawClient.head("POST", "/raw/x", "Content-Length: " + LARGE));
            upload(client, LARGE, new AtomicLong());
            assertThat(client.reply().text()).isEqualTo("ok");
        }

        assertThat(service.note()).isEqualTo("counted " + LARGE);
    }

    @Test
    void postWhenServiceDoesNotReadThenClientIsHeldUp() {
        service.plays(peer -> {
            peer.head();
            peer.await();
            peer.note("counted " + peer.skip(MANY));
            peer.write(OK);
        });
        AtomicLong sent = new AtomicLong();

        try (RawClient client = gateway.connect()) {
            client.send(RawClient.head("POST", "/raw/x", "Content-Length: " + MANY));
            CompletableFuture<Void> upload = CompletableFuture.runAsync(() -> upload(client, MANY, sent));
            RunningGateway.awaitStill(sent::get);
            assertThat(sent.get()).isLessThan(MANY * 3L / 4);

            service.proceed();
            upload.join();
            assertThat(client.reply().text()).isEqualTo("ok");
        }
        assertThat(service.note()).isEqualTo("counted " + MANY);
    }

    @Test
    void postWhenServiceAnswersBeforeTheBodyEndsThenClientGetsTheAnswer() {
        service.plays(peer -> {
            peer.head();
            peer.write("HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\nConnection: close\r\n\r\nbig");
        });

        try (RawClient client = gateway.connect()) {
            client.send(RawClient.head("POST", "/raw/x", "Content-Length: " + LARGE))
                    .send(new byte[PART]);
            Reply reply = client.reply();

            assertThat(reply.status()).isEqualTo(413);
            assertThat(reply.text()).isEqualTo("big");
        }
    }

    @Test
    void getWhenAnswerIsChunkedThenClientGetsItWholeAndNoTrailers() {
        service.plays(RawServer.repeating(
                "HTTP/1.1 200 OK\r\nConnection: close\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n"
                        + "3\r\nhel\r\n2\r\nlo\r\n0\r\nX-Sum: 5\r\n\r\n"));

        try (RawClient client = gateway.connect()) {
            Reply reply = client.send(RawClient.head("GET", "/raw/x", "Connection: close"))
                    .reply();

            assertThat(reply.complete()).isTrue();
            assertThat(reply.text()).isEqualTo("hello");
            assertThat(reply.all("Trailer")).isEmpty();
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void getWhenAnswerEndsWithTheConnectionThenClientGetsItWhole() {
        service.plays(peer -> {
            peer.head();
            peer.write("HTTP/1.1 200 OK\r\n\r\nall of it");
        });

        Reply reply = gateway.get("/raw/x");

        assertThat(reply.complete()).isTrue();
        assertThat(reply.header("Transfer-Encoding") + reply.header("Content-Length"))
                .isNotEmpty();
        assertThat(reply.text()).isEqualTo("all of it");
    }

    @Test
    void headWhenRouteServesGetThenLengthIsKeptWithoutABody() {
        service.plays(peer -> {
            peer.note(peer.head().get(0));
            peer.write("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 12345\r\n\r\n");
        });

        try (RawClient client = gateway.connect()) {
            for (int i = 0; i < 2; i++) {
                Reply reply = client.send(RawClient.head("HEAD", "/raw/x")).replyTo("HEAD");
                assertThat(reply.status()).isEqualTo(200);
                assertThat(reply.all("Content-Length")).containsExactly("12345");
                assertThat(reply.all("Transfer-Encoding")).isEmpty();
                assertThat(service.note()).isEqualTo("HEAD /x HTTP/1.1");
            }
        }
    }

    @Test
    void headWhenServiceSaysNoLengthThenClientIsToldNone() {
        service.plays(RawServer.repeating("HTTP/1.1 200 OK\r\nConnection: close\r\nETag: \"a\"\r\n\r\n"));

        try (RawClient client = gateway.connect()) {
            for (int i = 0; i < 2; i++) {
                Reply reply = client.send(RawClient.head("HEAD", "/raw/x")).replyTo("HEAD");
                assertThat(reply.all("ETag")).containsExactly("\"a\"");
                assertThat(reply.all("Content-Length")).isEmpty();
            }
        }
    }

    @Test
    void headWhenRefusedThenProblemHasNoBody() {
        try (RawClient client = gateway.connect()) {
            for (int i = 0; i < 2; i++) {
                Reply reply = client.send(RawClient.head("HEAD", "/nowhere")).replyTo("HEAD");
                assertThat(reply.status()).isEqualTo(404);
                assertThat(Integer.parseInt(reply.header("Content-Length"))).isPositive();
            }
        }
    }

    @Test
    void getWhenAnswerIsEmptyThenConnectionGoesOn() {
        service.plays(RawServer.repeating(
                "HTTP/1.1 200 OK\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"));

        try (RawClient client = gateway.connect()) {
            for (int i = 0; i < 2; i++) {
                Reply reply = client.send(RawClient.head("GET", "/raw/x")).reply();
                assertThat(reply.complete()).isTrue();
                assertThat(reply.body()).isEmpty();
            }
        }
    }

    @Test
    void getWhenAnswerHasNoBodyByItsStatusThenConnectionGoesOn() {
        service.plays(RawServer.repeating("HTTP/1.1 304 Not Modified\r\nConnection: close\r\nETag: \"a\"\r\n\r\n"));

        try (RawClient client = gateway.connect()) {
            for (int i = 0; i < 2; i++) {
                Reply reply = client.send(RawClient.head("GET", "/raw/x")).reply();
                assertThat(reply.status()).isEqualTo(304);
                assertThat(reply.all("ETag")).containsExactly("\"a\"");
                assertThat(reply.all("Transfer-Encoding")).isEmpty();
            }
        }
    }

    @Test
    void getWhenAnswerIsLargeThenEveryByteArrives() {
        service.plays(sending(LARGE));

        Reply reply = gateway.get("/raw/x");

        assertThat(reply.complete()).isTrue();
        assertThat(reply.body()).hasSize(LARGE);
    }

    @Test
    void getWhenClientDoesNotReadThenServiceIsHeldUp() {
        service.plays(sending(MANY));
        long before = service.sent();

        try (RawClient client = RawClient.to(gateway.port(), PART)) {
            client.send(RawClient.head("GET", "/raw/x"));
            RunningGateway.await(() -> service.sent() > before);
            RunningGateway.awaitStill(service::sent);
            assertThat(service.sent() - before).isLessThan(MANY / 2);

            Reply reply = client.reply();
            assertThat(reply.complete()).isTrue();
            assertThat(reply.body()).hasSize(MANY);
        }
    }

    private static void upload(RawClient client, int length, AtomicLong sent) {
        byte[] part = new byte[PART];
        while (sent.get() < length) {
            client.send(part);
            sent.addAndGet(PART);
        }
    }

    /** Tells the head and the body of each request. */
    private static RawServer.Script keeping() {
        return peer -> {
            List<String> head = peer.head();
            while (!head.isEmpty()) {
                peer.note(String.join("\n", head));
                peer.note(new String(peer.body(head), StandardCharsets.UTF_8));
                peer.write(OK);
                head = peer.head();
            }
        };
    }

    private static RawServer.Script counting() {
        return peer -> {
            peer.head();
            peer.note("counted " + peer.skip(LARGE));
            peer.write(OK);
        };
    }

    private static RawServer.Script sending(int length) {
        return peer -> {
            peer.head();
            peer.write("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + length + "\r\n\r\n");
            byte[] part = new byte[PART];
            Arrays.fill(part, (byte) 'x');
            for (int i = 0; i < length / PART; i++) {
                peer.write(part);
            }
        };
    }
}

package io.gwanmun.gateway;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import io.gwanmun.gateway.testing.LeakWatch;
import io.gwanmun.gateway.testing.RawClient;
import io.gwanmun.gateway.testing.RawServer;
import io.gwanmun.gateway.testing.Reply;
import io.gwanmun.gateway.testing.RunningGateway;
import io.gwanmun.gateway.testing.Service;

import static org.assertj.core.api.Assertions.assertThat;

/** When bytes travel, and what becomes of connections. */
@ExtendWith(LeakWatch.class)
class StreamIT {

    private static final String YAML = """
            apiVersion: gateway/v1
            upstreams:
              raw: {targets: ["%s"]}
              kept: {targets: ["%s"]}
            apis:
              raw:
                path: /raw
                access: none
                routes:
                  all: {match: {path: "/{rest...}"}, to: {upstream: raw}}
              kept:
                path: /kept
                access: none
                routes:
                  all: {match: {path: "/{rest...}"}, to: {upstream: kept}}
              shut:
                path: /shut
                routes:
                  all: {match: {path: "/{rest...}"}, to: {upstream: raw}}
            """;
    private static final String OK = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok";
    private static final String CHUNKED =
            "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

    private static RawServer service;
    private static Service kept;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        service = RawServer.answering(OK);
        kept = Service.saying("ok");
        gateway = RunningGateway.with(YAML.formatted(service.url(), kept.url()));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        service.close();
        kept.close();
    }

    @Test
    void getWhenAnswerComesInPartsThenEachArrivesBeforeTheNextIsSent() {
        service.plays(peer -> {
            peer.head();
            peer.write(CHUNKED + "8\r\ndata: 1\n\r\n");
            peer.await();
            peer.write("8\r\ndata: 2\n\r\n");
            peer.await();
            peer.write("0\r\n\r\n");
        });

        try (RawClient client = gateway.connect()) {
            client.send(RawClient.head("GET", "/raw/events"));
            assertThat(client.replyHead()).contains("HTTP/1.1 200 OK");
            assertThat(client.chunk()).isEqualTo("data: 1\n");
            service.proceed();
            assertThat(client.chunk()).isEqualTo("data: 2\n");
            service.proceed();
            assertThat(client.chunk()).isEmpty();
        }
    }

    @Test
    void getWhenOnlyTheHeadIsThereThenItArrivesBeforeTheFirstPartIsSent() {
        service.plays(peer -> {
            peer.head();
            peer.write(CHUNKED);
            peer.await();
            peer.write("2\r\nhi\r\n0\r\n\r\n");
        });

        try (RawClient client = gateway.connect()) {
            client.send(RawClient.head("GET", "/raw/events"));
            assertThat(client.replyHead()).contains("HTTP/1.1 200 OK");
            service.proceed();
            assertThat(client.chunk()).isEqualTo("hi");
            assertThat(client.chunk()).isEmpty();
        }
    }

    @Test
    void getWhenClientLeavesBetweenTwoEventsThenServiceIsLeftToo() {
        service.plays(peer -> {
            peer.head();
            peer.write(CHUNKED + "8\r\ndata: 1\n\r\n");
            peer.awaitClose();
        });

        try (RawClient client = gateway.connect()) {
            client.send(RawClient.head("GET", "/raw/events", "Accept: text/event-stream"));
            client.replyHead();
            assertThat(client.chunk()).isEqualTo("data: 1\n");
        }

        assertThat(service.note()).isEqualTo("closed");
    }

    @Test
    void getWhenGatewayStopsInsideAStreamThenItEndsAtTheTimeLimit() {
        service.plays(peer -> {
            peer.head();
            peer.write(CHUNKED + "8\r\ndata: 1\n\r\n");
            peer.awaitClose();
        });
        RunningGateway stopping = RunningGateway.with(YAML.formatted(service.url(), kept.url()));

        try (RawClient client = stopping.connect()) {
            client.send(RawClient.head("GET", "/raw/events"));
            client.replyHead();
            assertThat(client.chunk()).isEqualTo("data: 1\n");
            stopping.close();

            assertThat(client.isClosed()).isTrue();
        }
        assertThat(service.note()).isEqualTo("closed");
    }

    @Test
    void postWhenBodyComesInPartsThenEachArrivesBeforeTheNextIsSent() {
        service.plays(peer -> {
            peer.head();
            peer.note(new String(peer.bytes(8), StandardCharsets.UTF_8));
            peer.note(new String(peer.bytes(8), StandardCharsets.UTF_8));
            peer.bytes(5);
            peer.write(OK);
        });

        try (RawClient client = gateway.connect()) {
            client.send(RawClient.head("POST", "/raw/x", "Transfer-Encoding: chunked") + "3\r\none\r\n");
            assertThat(service.note()).isEqualTo("3\r\none\r\n");
            client.send("3\r\ntwo\r\n");
            assertThat(service.note()).isEqualTo("3\r\ntwo\r\n");
            client.send("0\r\n\r\n");
            assertThat(client.reply().text()).isEqualTo("ok");
        }
    }

    @Test
    void postWhenContinueIsExpectedThenToldToGoOn() {
        service.plays(peer -> {
            List<String> head = peer.head();
            peer.note(String.join("\n", head));
            peer.note(new String(peer.body(head), StandardCharsets.UTF_8));
            peer.write(OK);
        });

        try (RawClient client = gateway.connect()) {
            client.send(RawClient.head("POST", "/raw/x", "Content-Length: 5", "Expect: 100-continue"));
            assertThat(client.replyHead()).first().isEqualTo("HTTP/1.1 100 Continue");
            client.send("hello");
            assertThat(client.reply().text()).isEqualTo("ok");
        }

        assertThat(service.note()).doesNotContainIgnoringCase("expect");
        assertThat(service.note()).isEqualTo("hello");
    }

    @Test
    void postWhenContinueIsExpectedAndRefusedThenNotToldToGoOn() {
        try (RawClient client = gateway.connect()) {
            client.send(RawClient.head("POST", "/shut/x", "Content-Length: 5", "Expect: 100-continue"));

            assertThat(client.reply().status()).isEqualTo(401);
        }
    }

    @Test
    void getWhenServiceSendsInterimAnswersThenClientGetsTheFinalOne() {
        service.plays(RawServer.repeating("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + OK));

        Reply reply = gateway.get("/raw/x");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.all("Link")).isEmpty();
    }

    @Test
    void callsWhenPipelinedThenAnsweredInOrder() {
        service.plays(peer -> {
            String path = peer.head().get(0).split(" ", -1)[1];
            if (path.equals("/first")) {
                peer.await();
            }
            peer.write("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + path.length() + "\r\n\r\n" + path);
        });

        try (RawClient client = gateway.connect()) {
            client.send(RawClient.head("GET", "/raw/first")
                    + RawClient.head("POST", "/raw/second", "Content-Length: 3") + "abc"
                    + RawClient.head("GET", "/shut/third")
                    + RawClient.head("GET", "/raw/fourth"));
            service.proceed();

            assertThat(client.reply().text()).isEqualTo("/first");
            assertThat(client.reply().text()).isEqualTo("/second");
            assertThat(client.reply().status()).isEqualTo(401);
            assertThat(client.reply().text()).isEqualTo("/fourth");
        }
    }

    @Test
    void getWhenClientSpeaksHttp10ThenAnswerEndsWithTheConnection() {
        service.plays(peer -> {
            peer.head();
            peer.write(CHUNKED + "5\r\nhello\r\n");
            peer.await();
            peer.write("6\r\n world\r\n0\r\n\r\n");
        });

        try (RawClient client = gateway.connect()) {
            client.send("GET /raw/x HTTP/1.0\r\nHost: gateway.test\r\n\r\n");
            service.proceed();
            List<String> head = client.replyHead();

            assertThat(head)
                    .noneMatch(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("transfer-encoding"));
            assertThat(client.rest()).isEqualTo("hello world");
        }
    }

    @Test
    void getWhenClientSpeaksHttp10WithoutHostThenServed() {
        service.plays(RawServer.repeating(OK));

        try (RawClient client = gateway.connect()) {
            assertThat(client.send("GET /raw/x HTTP/1.0\r\n\r\n").reply().text())
                    .isEqualTo("ok");
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void getWhenClientWantsToCloseThenConnectionEndsAfterTheAnswer() {
        service.plays(RawServer.repeating(OK));

        try (RawClient client = gateway.connect()) {
            Reply reply = client.send(RawClient.head("GET", "/raw/x", "Connection: close"))
                    .reply();
            assertThat(reply.text()).isEqualTo("ok");
            assertThat(reply.header("Connection")).isEqualTo("close");
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void callsWhenOnOneConnectionThenServiceSeesOneConnection() {
        try (RawClient client = gateway.connect()) {
            for (int i = 0; i < 20; i++) {
                assertThat(client.send(RawClient.head("GET", "/kept/x")).reply().text())
                        .isEqualTo("ok");
            }
        }

        assertThat(kept.connections()).isEqualTo(1);
    }

    @Test
    void getWhenServiceClosesAfterEachAnswerThenEveryCallSucceeds() {
        service.plays(peer -> {
            peer.head();
            peer.write(OK);
        });

        try (RawClient client = gateway.connect()) {
            for (int i = 0; i < 20; i++) {
                assertThat(client.send(RawClient.head("GET", "/raw/x")).reply().text())
                        .isEqualTo("ok");
            }
        }
    }
}

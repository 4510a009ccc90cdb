package io.gwanmun.gateway;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.gwanmun.gateway.testing.Frames;
import io.gwanmun.gateway.testing.LeakWatch;
import io.gwanmun.gateway.testing.RawClient;
import io.gwanmun.gateway.testing.RawServer;
import io.gwanmun.gateway.testing.Reply;
import io.gwanmun.gateway.testing.RunningGateway;

import static org.assertj.core.api.Assertions.assertThat;

/** WebSockets through the whole gateway, with bare sockets on both sides. */
@ExtendWith(LeakWatch.class)
class WebSocketIT {

    private static final String YAML = """
            apiVersion: gateway/v1
            upstreams:
              raw: {targets: ["%s"]}
              none: {targets: ["http://127.0.0.1:1"]}
            apis:
              chat:
                path: /chat
                access: none
                websocket: {}
                routes:
                  raw: {match: {path: "/raw"}, to: {upstream: raw}}
                  none: {match: {path: "/none"}, to: {upstream: none}}
                  few: {match: {path: "/few"}, to: {upstream: raw}, websocket: {perClient: 2}}
                  short: {match: {path: "/short"}, to: {upstream: raw}, websocket: {idle: 1s}}
                  listed: {match: {path: "/listed"}, to: {upstream: raw}, websocket: {origins: ["https://app.test"]}}
              shut:
                path: /shut
                websocket: {}
                routes:
                  all: {match: {path: "/"}, to: {upstream: raw}}
              plain:
                path: /plain
                access: none
                routes:
                  all: {match: {path: "/"}, to: {upstream: raw}}
            """;
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

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
    void handshakeWhenAskedThenServiceSeesTheGatewaysOwn() {
        service.plays(peer -> {
            List<String> head = peer.head();
            peer.note(String.join("\n", head));
            peer.write(Frames.agreement(head, "Set-Cookie: a=b", "Sec-WebSocket-Protocol: two"));
            peer.note(Frames.read(peer::bytes));
        });

        try (RawClient client = gateway.connect()) {
            client.send(Frames.handshake(
                    "/chat/raw?x=y",
                    "Sec-WebSocket-Protocol: one, two",
                    "Sec-WebSocket-Extensions: permessage-deflate",
                    "Cookie: c=d"));
            List<String> head = client.replyHead();

            assertThat(head.get(0)).startsWith("HTTP/1.1 101");
            assertThat(Reply.values(head, "Sec-WebSocket-Accept")).containsExactly("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
            assertThat(Reply.values(head, "Sec-WebSocket-Protocol")).containsExactly("two");
            assertThat(Reply.values(head, "Sec-WebSocket-Extensions")).isEmpty();
            assertThat(Reply.values(head, "Upgrade")).containsExactly("websocket");
            assertThat(Reply.values(head, "Set-Cookie")).containsExactly("a=b");
            assertThat(Reply.values(head, "Content-Length")).isEmpty();
            assertThat(Reply.values(head, "Transfer-Encoding")).isEmpty();
            List<String> seen = service.note().lines().toList();
            assertThat(seen.get(0)).isEqualTo("GET /raw?x=y HTTP/1.1");
            assertThat(Reply.values(seen, "Connection")).containsExactly("upgrade");
            assertThat(Reply.values(seen, "Upgrade")).containsExactly("websocket");
            assertThat(Reply.values(seen, "Sec-WebSocket-Protocol")).containsExactly("one, two");
            assertThat(Reply.values(seen, "Sec-WebSocket-Extensions")).isEmpty();
            assertThat(Reply.values(seen, "Sec-WebSocket-Key")).hasSize(1).doesNotContain("dGhlIHNhbXBsZSBub25jZQ==");
            assertThat(Reply.values(seen, "Cookie")).containsExactly("c=d");
            assertThat(Reply.values(seen, "X-Forwarded-For")).containsExactly("127.0.0.1");
            assertThat(Reply.values(seen, "Host")).containsExactly("127.0.0.1:" + service.port());
        }
        assertThat(service.note()).isEqualTo("masked close 1001");
    }

    @Test
    void handshakeWhenServiceRefusesThenClientGetsItsAnswer() {
        service.plays(RawServer.repeating("HTTP/1.1 418 Teapot\r\nX-Reason: short\r\nContent-Length: 5\r\n\r\nstout"));

        try (RawClient client = gateway.connect()) {
            Reply reply = client.send(Frames.handshake("/chat/raw")).reply();

            assertThat(reply.status()).isEqualTo(418);
            assertThat(reply.text()).isEqualTo("stout");
            assertThat(reply.header("X-Reason")).isEqualTo("short");
            assertThat(client.send(Frames.handshake("/chat/raw")).reply().status())
                    .isEqualTo(418);
        }
    }

    @Test
    void handshakeWhenServiceAnswersAsIfNothingWereThen502() {
        service.plays(RawServer.repeating(OK));

        assertThat(refused("/chat/raw")).isEqualTo("502 upstream-bad-websocket");
    }

    @Test
    void handshakeWhenServiceChoosesWhatWasNotOfferedThen502() {
        service.plays(peer -> {
            peer.write(Frames.agreement(peer.head(), "Sec-WebSocket-Protocol: other"));
            peer.awaitClose();
        });

        assertThat(refused("/chat/raw", "Sec-WebSocket-Protocol: one")).isEqualTo("502 upstream-bad-websocket");
        assertThat(service.note()).isEqualTo("closed");
    }

    @Test
    void handshakeWhenServiceIsNotThereThenTheFaultOfAnyCall() {
        assertThat(refused("/chat/none")).isEqualTo("502 upstream-unreachable");
    }

    @Test
    void handshakeWhenCallerIsNotProvedThenServiceIsNotAsked() {
        int before = service.connections();

        assertThat(refused("/shut")).isEqualTo("401 unauthenticated");
        assertThat(service.connections()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "/chat/raw,http://gateway.test,101",
        "/chat/raw,https://gateway.test,403 bad-origin",
        "/chat/raw,https://evil.test,403 bad-origin",
        "/chat/raw,null,403 bad-origin",
        "/chat/listed,https://app.test,101",
        "/chat/listed,http://gateway.test,403 bad-origin"
    })
    void handshakeWhenOriginIsSentThenAsTheRouteSays(String path, String origin, String answer) {
        service.plays(peer -> peer.write(Frames.agreement(peer.head())));

        assertThat(refused(path, "Origin: " + origin)).isEqualTo(answer);
    }

    @Test
    void handshakeWhenClientHasAsManyAsItMayThen429UntilOneEnds() {
        service.plays(peer -> {
            peer.write(Frames.agreement(peer.head()));
            peer.note(Frames.read(peer::bytes));
        });

        RawClient first = gateway.connect();
        try (RawClient second = gateway.connect()) {
            assertThat(first.send(Frames.handshake("/chat/few")).replyHead().get(0))
                    .startsWith("HTTP/1.1 101");
            assertThat(second.send(Frames.handshake("/chat/few")).replyHead().get(0))
                    .startsWith("HTTP/1.1 101");
            assertThat(refused("/chat/few")).isEqualTo("429 too-many-websockets");
            first.close();
            assertThat(service.note()).isEqualTo("masked close 1001");
            RunningGateway.await(() -> refused("/chat/few").equals("101"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Upgrade: websocket|Connection: Upgrade|Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==|Sec-WebSocket-Version: 7",
                "Upgrade: websocket|Connection: Upgrade|Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Upgrade: websocket|Connection: Upgrade|Sec-WebSocket-Version: 13",
                "Upgrade: websocket|Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==|Sec-WebSocket-Version: 13",
                "Connection: Upgrade|Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==|Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==|Sec-WebSocket-Version: 7"
            })
    void handshakeWhenNotCompleteThenToldWhichVersion(String headers) {
        service.plays(RawServer.repeating(OK));

        Reply reply = gateway.get("/chat/raw", headers.split("\\|", -1));

        assertThat(reply.status()).isIn(400, 426);
        assertThat(reply.header("Sec-WebSocket-Version")).isEqualTo("13");
    }

    @Test
    void handshakeWhenRouteTakesNoneThenAnOrdinaryGet() {
        service.plays(peer -> {
            peer.note(String.join("\n", peer.head()));
            peer.write(OK);
        });

        try (RawClient client = gateway.connect()) {
            assertThat(client.send(Frames.handshake("/plain")).reply().status()).isEqualTo(200);
        }
        List<String> seen = service.note().lines().toList();
        assertThat(Reply.values(seen, "Upgrade")).isEmpty();
        assertThat(Reply.values(seen, "Connection")).isEmpty();
    }

    @Test
    void getWhenRouteTakesWebSocketsThenServedAsEver() {
        service.plays(RawServer.repeating(OK));

        assertThat(gateway.get("/chat/raw").text()).isEqualTo("ok");
    }

    @Test
    void getWhenUpgradeToHttp2IsAskedThenIgnoredAndNotHandedOn() {
        service.plays(peer -> {
            peer.note(String.join("\n", peer.head()));
            peer.write(OK);
        });

        Reply reply = gateway.get(
                "/chat/raw", "Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQAAP__");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(service.note().lines().map(String::toLowerCase))
                .noneMatch(line ->
                        line.startsWith("upgrade") || line.startsWith("http2") || line.startsWith("connection"));
    }

    @Test
    void socketWhenClientSpeaksBeforeItIsAnsweredThenCutAndServiceHears1001() {
        service.plays(peer -> {
            peer.write(Frames.agreement(peer.head()));
            peer.note(Frames.read(peer::bytes));
        });

        try (RawClient client = gateway.connect()) {
            client.send(Frames.join(
                    Frames.handshake("/chat/raw").getBytes(StandardCharsets.ISO_8859_1), Frames.fromClient("early")));

            assertThat(service.note()).isEqualTo("masked close 1001");
        }
    }

    @Test
    void socketWhenIdleThenBothHear1001() {
        service.plays(peer -> {
            peer.write(Frames.agreement(peer.head()));
            peer.note(Frames.read(peer::bytes));
        });

        try (RawClient client = gateway.connect()) {
            client.send(Frames.handshake("/chat/short")).replyHead();

            assertThat(Frames.read(client::bytes)).isEqualTo("close 1001");
            assertThat(service.note()).isEqualTo("masked close 1001");
        }
    }

    @Test
    void socketWhenGatewayReloadsThenStaysAndWhenItStopsThenBothHear1001() {
        service.plays(peer -> {
            peer.write(Frames.agreement(peer.head()));
            peer.note(Frames.read(peer::bytes));
            peer.note(Frames.read(peer::bytes));
        });
        String yaml = YAML.formatted(service.url());
        RunningGateway stopping = RunningGateway.with(yaml);

        try (RawClient client = stopping.connect()) {
            client.send(Frames.handshake("/chat/raw")).replyHead();
            stopping.write(RunningGateway.FILE, yaml.replace("idle: 1s", "idle: 2s"));
            client.send(Frames.fromClient("still there"));
            assertThat(service.note()).isEqualTo("masked text still there");
            stopping.close();

            assertThat(service.note()).isEqualTo("masked close 1001");
            assertThat(Frames.read(client::bytes)).isEqualTo("close 1001");
        }
    }

    /** Asks for a WebSocket; returns the status and the fault, or 101. */
    private static String refused(String path, String... headers) {
        try (RawClient client = gateway.connect()) {
            Reply reply = client.send(Frames.handshake(path, headers)).reply();
            if (reply.status() == 101) {
                return "101";
            }
            String text = reply.text();
            int fault = text.indexOf("urn:gwanmun:fault:") + "urn:gwanmun:fault:".length();
            return reply.status() + " " + text.substring(fault, text.indexOf('"', fault));
        }
    }
}

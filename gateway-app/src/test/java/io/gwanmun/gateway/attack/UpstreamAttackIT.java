package io.gwanmun.gateway.attack;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.gwanmun.gateway.testing.Gauges;
import io.gwanmun.gateway.testing.LeakWatch;
import io.gwanmun.gateway.testing.RawClient;
import io.gwanmun.gateway.testing.RawServer;
import io.gwanmun.gateway.testing.Reply;
import io.gwanmun.gateway.testing.RunningGateway;

import static org.assertj.core.api.Assertions.assertThat;

/** A service that answers in a way two readers might read differently: SM20 and SM21 of the corpus. */
@ExtendWith(LeakWatch.class)
class UpstreamAttackIT {

    private static final String YAML = """
            apiVersion: gateway/v1
            upstreams:
              hostile: {targets: ["%s"]}
            apis:
              open:
                path: /open
                access: none
                timeout: {response: 1s, idle: 1s}
                routes:
                  all: {match: {path: "/{rest...}"}, to: {upstream: hostile}}
            """;
    private static final String GOOD = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ngood";
    private static final String FORGED = "HTTP/1.1 200 OK\r\nX-Forged: yes\r\nContent-Length: 6\r\n\r\nforged";

    private static RawServer service;
    private static RunningGateway gateway;
    private static Gauges gauges;

    @BeforeAll
    static void start() {
        service = RawServer.answering(GOOD);
        gateway = RunningGateway.with(YAML.formatted(service.url()));
        for (int i = 0; i < 8; i++) {
            gateway.get("/open/x");
        }
        gauges = Gauges.of(gateway);
    }

    @AfterAll
    static void stop() {
        gauges.awaitBase();
        gateway.close();
        service.close();
    }

    /** One row: what the service says, and what the client is told instead. */
    record Answer(String id, String method, String bytes, int status, String body) {
        @Override
        public String toString() {
            return id;
        }
    }

    /** Answers that cannot be trusted: 502, nothing of them comes through. */
    static Stream<Answer> untrusted() {
        String ok = "HTTP/1.1 200 OK\r\n";
        String two = "Content-Length: 2\r\n";
        return Stream.of(
                bad("SM21-cl-te", ok + two + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                bad("SM21-two-cl", ok + two + "Content-Length: 3\r\n\r\nabc"),
                bad("SM21-two-cl-same", ok + two + two + "\r\nab"),
                bad("SM21-cl-list", ok + "Content-Length: 2, 2\r\n\r\nab"),
                bad("SM21-cl-plus", ok + "Content-Length: +2\r\n\r\nab"),
                bad("SM21-cl-negative", ok + "Content-Length: -2\r\n\r\nab"),
                bad("SM21-cl-empty", ok + "Content-Length: \r\n\r\nab"),
                bad("SM21-cl-overflow", ok + "Content-Length: 99999999999999999999\r\n\r\nab"),
                bad("SM21-te-unknown", ok + "Transfer-Encoding: xchunked\r\n\r\nab"),
                bad("SM21-te-gzip", ok + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
                bad("SM21-te-twice", ok + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n"),
                bad("SM21-te-two", ok + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                bad("SM21-te-identity", ok + "Transfer-Encoding: identity\r\n\r\nab"),
                bad("SM21-te-empty", ok + "Transfer-Encoding: \r\n\r\nab"),
                bad("SM21-te-in-1.0", "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                bad("SM21-lf", "HTTP/1.1 200 OK\nContent-Length: 2\n\nab"),
                bad("SM21-lf-in-value", ok + "X-A: a\nX-B: b\r\n" + two + "\r\nab"),
                bad("SM21-cr-in-value", ok + "X-A: a\rX-B: b\r\n" + two + "\r\nab"),
                bad("SM21-nul-in-value", ok + "X-A: a\0\r\n" + two + "\r\nab"),
                bad("SM21-obs-fold-te", ok + "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n"),
                bad("SM21-no-colon", ok + "X-A\r\n" + two + "\r\nab"),
                bad("SM21-status-line-1M", "HTTP/1.1 200 " + "O".repeat(1 << 20) + "\r\n" + two + "\r\nab"),
                bad("SM21-head-1M", ok + "X-A: " + "a".repeat(1 << 20) + "\r\n" + two + "\r\nab"),
                bad("SM21-status-four-digits", "HTTP/1.1 2000 OK\r\n" + two + "\r\nab"),
                bad("SM21-status-no-number", "HTTP/1.1 abc OK\r\n" + two + "\r\nab"),
                bad("SM21-status-0", "HTTP/1.1 000 OK\r\n" + two + "\r\nab"),
                bad("SM21-version", "HTTP/2.0 200 OK\r\n" + two + "\r\nab"),
                bad("SM21-garbage", "SSH-2.0-OpenSSH\r\n\r\n"),
                bad(
                        "SM20-101",
                        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n" + FORGED));
    }

    /** Bodies where none may be, and bytes behind the end: the answer is good, the connection is not used again. */
    static Stream<Answer> overfull() {
        return Stream.of(
                new Answer("SM20-204", "GET", "HTTP/1.1 204 No Content\r\n\r\n" + FORGED, 204, ""),
                new Answer(
                        "SM20-204-length",
                        "GET",
                        "HTTP/1.1 204 No Content\r\nContent-Length: 98\r\n\r\n" + FORGED,
                        204,
                        ""),
                new Answer(
                        "SM20-304", "GET", "HTTP/1.1 304 Not Modified\r\nContent-Length: 98\r\n\r\n" + FORGED, 304, ""),
                new Answer("SM20-head", "HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 98\r\n\r\n" + FORGED, 200, ""),
                new Answer("SM20-behind-length", "GET", GOOD + FORGED, 200, "good"),
                new Answer(
                        "SM20-behind-chunks",
                        "GET",
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\ngood\r\n0\r\n\r\n" + FORGED,
                        200,
                        "good"),
                new Answer("SM20-two-answers", "GET", GOOD + GOOD, 200, "good"));
    }

    /**
     * What is mended on the way: trailers are dropped, a folded line is put into one (RFC 9112, section 5.2), spaces
     * before a colon are removed (section 5.1).
     */
    static Stream<Answer> mended() {
        return Stream.of(
                new Answer(
                        "SM21-trailers",
                        "GET",
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                                + "4\r\ngood\r\n0\r\nX-Forged: yes\r\nContent-Length: 9\r\n\r\n",
                        200,
                        "good"),
                new Answer(
                        "SM21-obs-fold",
                        "GET",
                        "HTTP/1.1 200 OK\r\nX-A: a\r\n b\r\nContent-Length: 4\r\n\r\ngood",
                        200,
                        "good"),
                new Answer("SM21-cl-space", "GET", "HTTP/1.1 200 OK\r\nContent-Length : 4\r\n\r\ngood", 200, "good"),
                new Answer(
                        "SM21-space",
                        "GET",
                        "HTTP/1.1 200 OK\r\nX-A : a\r\nContent-Length: 4\r\n\r\ngood",
                        200,
                        "good"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"untrusted", "overfull"})
    void callWhenServiceAnswersInDoubtThenClientGetsOneCleanAnswer(Answer answer) {
        attack(answer);

        assertThat(service.note()).as(answer.id()).isIn("closed", "broken");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mended")
    void callWhenServiceAnswersOddlyThenMended(Answer answer) {
        attack(answer);
    }

    /** Bytes behind an answer are there before the next request is, as the whole answer is written at once. */
    private static void attack(Answer answer) {
        service.plays(peer -> {
            for (List<String> head = peer.head(); !head.isEmpty(); head = peer.head()) {
                peer.write(head.get(0).contains(" /attack ") ? answer.bytes() : GOOD);
            }
            peer.note("closed");
        });
        service.hangUp();
        try (RawClient client = gateway.connect()) {
            Reply reply =
                    client.send(RawClient.head(answer.method(), "/open/attack")).replyTo(answer.method());

            assertThat(reply.status()).as(answer.id()).isEqualTo(answer.status());
            assertThat(reply.toString())
                    .as(answer.id())
                    .doesNotContainIgnoringCase("forged")
                    .doesNotContain(" : ", "\n b");
            if (answer.status() == 502) {
                Target.checkProblem(reply, "upstream-bad-response", false);
            } else {
                assertThat(reply.text()).as(answer.id()).isEqualTo(answer.body());
            }
            assertThat(client.send(RawClient.head("GET", "/open/next")).reply().text())
                    .as(answer.id())
                    .isEqualTo("good");
        }
    }

    /** A service may answer before it has the body, and leave; what is left of the body must not become a request. */
    @Test
    void callWhenServiceAnswersEarlyAndLeavesThenBodyIsNoRequest() {
        service.plays(peer -> {
            List<String> head = peer.head();
            if (head.isEmpty()) {
                return;
            }
            peer.note(head.get(0));
            peer.write(
                    head.get(0).contains(" /early ")
                            ? "HTTP/1.1 413 Too Large\r\nContent-Length: 4\r\n\r\nfull"
                            : GOOD);
        });
        service.hangUp();
        String smuggled = "GET /open/smuggled HTTP/1.1\r\nHost: gateway.test\r\n\r\n";
        try (RawClient client = gateway.connect()) {
            client.send(RawClient.head("POST", "/open/early", "Content-Length: 200000") + "part".repeat(1 << 14));
            assertThat(client.reply().status()).isEqualTo(413);
            client.sendWhatIsTaken(smuggled.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        }
        assertThat(gateway.get("/open/next").text()).isEqualTo("good");
        assertThat(service.note()).isEqualTo("POST /early HTTP/1.1");
        assertThat(service.note()).isEqualTo("GET /next HTTP/1.1");
    }

    private static Answer bad(String id, String bytes) {
        return new Answer(id, "GET", bytes, 502, "");
    }
}

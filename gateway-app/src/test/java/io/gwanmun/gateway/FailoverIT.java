package io.gwanmun.gateway;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import io.gwanmun.gateway.testing.Frames;
import io.gwanmun.gateway.testing.LeakWatch;
import io.gwanmun.gateway.testing.RawClient;
import io.gwanmun.gateway.testing.RawServer;
import io.gwanmun.gateway.testing.Reply;
import io.gwanmun.gateway.testing.RunningGateway;
import io.gwanmun.gateway.testing.Service;

import static org.assertj.core.api.Assertions.assertThat;

/** Targets that cannot be reached or break, and the upstream that stands in for theirs. */
@ExtendWith(LeakWatch.class)
class FailoverIT {

    private static final String YAML = """
            apiVersion: gateway/v1
            upstreams:
              eu: {targets: [%s], failover: us}
              us: {targets: [%s]}
              alone: {targets: [%s]}
            apis:
              users:
                path: /users
                access: none
                websocket: {}
                timeout: {response: 1s}
                routes:
                  all: {match: {path: "/{rest...}"}, to: {upstream: eu}}
              alone:
                path: /alone
                access: none
                routes:
                  all: {match: {path: "/{rest...}"}, to: {upstream: alone}}
            """;

    private final Service us = Service.saying("us");

    @SuppressWarnings("NullAway.Init") // every test begins with a start of its own
    private RunningGateway gateway;

    @AfterEach
    void stop() {
        gateway.close();
        us.close();
    }

    @Test
    void callWhenPortIsRefusedThenTheOtherUpstreamGetsItAsItsOwn() {
        start(List.of(refused() + "/eu"), List.of(us.url() + "/us"));

        Reply reply = gateway.get("/users/7?a=b", "X-Request-Id: first");

        assertThat(reply.status()).isEqualTo(200);
        Service.Seen seen = us.seen();
        assertThat(seen.target()).isEqualTo("/us/7?a=b");
        assertThat(seen.all("Host")).containsExactly(us.authority());
        assertThat(gateway.logged("first")).containsEntry("target", us.authority());
        assertThat(gateway.metric("gateway_upstream_retries_total", "upstream=\"eu\"", "reason=\"unsent\""))
                .isEqualTo(1);
        assertThat(gateway.metric("gateway_upstream_failovers_total", "upstream=\"eu\"", "to=\"us\""))
                .isEqualTo(1);
        assertThat(gateway.metric("gateway_upstream_targets_out", "upstream=\"eu\""))
                .isEqualTo(1);
        assertThat(gateway.metric("gateway_upstream_targets_out", "upstream=\"us\""))
                .isZero();
        assertThat(us.isUnasked()).isTrue();
    }

    @Test
    void callWhenTargetIsLeftOutThenItIsNotAskedAgain() {
        start(List.of(refused()), List.of(us.url()));
        gateway.get("/users/1");

        assertThat(gateway.get("/users/2").text()).isEqualTo("us");

        assertThat(gateway.metric("gateway_upstream_retries_total")).isEqualTo(1);
        assertThat(gateway.metric("gateway_upstream_failovers_total")).isEqualTo(2);
    }

    @Test
    void getWhenTargetDiesInFlightThenTheOtherUpstreamGetsItOnce() {
        try (RawServer eu = RawServer.playing(FailoverIT::dieInFlight)) {
            start(List.of(eu.url()), List.of(us.url()));
            try (RawClient client = gateway.connect()) {
                client.send(RawClient.head("GET", "/users/7"));
                assertThat(eu.note()).isEqualTo("GET /7 HTTP/1.1");
                eu.hangUp();

                assertThat(client.reply().text()).isEqualTo("us");
            }
            us.seen();
            assertThat(us.isUnasked()).isTrue();
            assertThat(eu.connections()).isEqualTo(1);
            assertThat(gateway.metric("gateway_upstream_retries_total", "reason=\"broken\""))
                    .isEqualTo(1);
        }
    }

    @Test
    void postWhenTargetDiesInFlightThenIsNotSentAgain() {
        try (RawServer eu = RawServer.playing(FailoverIT::dieInFlight)) {
            start(List.of(eu.url()), List.of(us.url()));
            try (RawClient client = gateway.connect()) {
                client.send(RawClient.head("POST", "/users/7", "Content-Length: 2") + "{}");
                assertThat(eu.note()).isEqualTo("POST /7 HTTP/1.1");
                eu.hangUp();

                Reply reply = client.reply();
                assertThat(reply.status()).isEqualTo(502);
                assertThat(reply.text()).contains("upstream-closed-early");
            }
            assertThat(us.isUnasked()).isTrue();
        }
    }

    @Test
    void getWhenTargetDiesInsideItsAnswersHeadThenIsNotSentAgain() {
        try (RawServer eu = RawServer.playing(peer -> {
            peer.head();
            peer.write("HTTP/1.1 200 O");
        })) {
            start(List.of(eu.url()), List.of(us.url()));

            assertThat(gateway.get("/users/7").status()).isEqualTo(502);
            assertThat(us.isUnasked()).isTrue();
        }
    }

    @Test
    void postWhenPortIsRefusedThenGoesElsewhereWithItsWholeBody() {
        start(List.of(refused(), refused()), List.of(us.url()));

        try (RawClient client = gateway.connect()) {
            client.send(RawClient.head("POST", "/users/1", "Content-Length: 5") + "hello");
            assertThat(client.reply().text()).isEqualTo("us");
        }
        Service.Seen seen = us.seen();
        assertThat(seen.method()).isEqualTo("POST");
        assertThat(seen.body()).isEqualTo("hello");
        assertThat(gateway.metric("gateway_upstream_retries_total")).isEqualTo(2);
    }

    @Test
    void postWhenBodyIsOfUnknownLengthThenGoesElsewhereWhole() {
        start(List.of(refused()), List.of(us.url()));

        try (RawClient client = gateway.connect()) {
            client.send(RawClient.head("POST", "/users/1", "Transfer-Encoding: chunked") + "3\r\none\r\n");
            client.send("3\r\ntwo\r\n0\r\n\r\n");
            assertThat(client.reply().text()).isEqualTo("us");
        }
        assertThat(us.seen().body()).isEqualTo("onetwo");
    }

    @Test
    void callWhenBothUpstreamsAreDownThenFaultAndStillTriedEachTime() {
        Service eu = Service.saying("eu");
        eu.close();
        start(List.of(eu.url()), List.of(refused()));

        for (int i = 0; i < 3; i++) {
            Reply reply = gateway.get("/users/7");
            assertThat(reply.status()).isEqualTo(502);
            assertThat(reply.text()).contains("upstream-unreachable");
        }
        try (Service back = eu.again("back")) {
            assertThat(gateway.get("/users/7").text()).isEqualTo("back");
            assertThat(back.seen().target()).isEqualTo("/7");
        }
    }

    @Test
    void callWhenUpstreamComesBackThenItGetsTheCallsAgain() {
        Service eu = Service.saying("eu");
        eu.close();
        start(List.of(eu.url()), List.of(us.url()));
        assertThat(gateway.get("/users/7").text()).isEqualTo("us");

        try (Service back = eu.again("back")) {
            RunningGateway.await(() -> gateway.get("/users/7").text().equals("back"));

            assertThat(gateway.get("/users/7").text()).isEqualTo("back");
            assertThat(gateway.metric("gateway_upstream_targets_out", "upstream=\"eu\""))
                    .isZero();
            assertThat(back.isUnasked()).isFalse();
        }
    }

    @Test
    void callsWhenOneOfTwoTargetsIsDownThenNoneFails() {
        start(List.of(refused()), List.of(us.url()), refused(), us.url());

        assertThat(IntStream.range(0, 20).mapToObj(i -> gateway.get("/alone/7").status()))
                .containsOnly(200);
        assertThat(gateway.metric("gateway_upstream_retries_total", "upstream=\"alone\""))
                .isEqualTo(1);
        assertThat(gateway.metric("gateway_upstream_failovers_total")).isZero();
    }

    @Test
    void getWhenManyTargetsBreakThenThreeAreAsked() {
        RawServer[] broken = Stream.generate(FailoverIT::breaking).limit(4).toArray(RawServer[]::new);
        start(List.of(refused()), List.of(us.url()), urls(broken));

        assertThat(gateway.get("/alone/7").status()).isEqualTo(502);

        assertThat(Stream.of(broken).mapToInt(RawServer::connections).sum()).isEqualTo(3);
        Stream.of(broken).forEach(RawServer::close);
    }

    @Test
    void getWhenManyTargetsBreakThenTheThirdToBeAskedIsTheOtherUpstream() {
        RawServer[] broken = Stream.generate(FailoverIT::breaking).limit(4).toArray(RawServer[]::new);
        start(List.of(urls(broken)), List.of(us.url()));

        assertThat(gateway.get("/users/7").text()).isEqualTo("us");

        assertThat(Stream.of(broken).mapToInt(RawServer::connections).sum()).isEqualTo(2);
        Stream.of(broken).forEach(RawServer::close);
    }

    @Test
    void postsWhenFiveInARowBreakThenTheNextGoesElsewhere() {
        try (RawServer eu = breaking()) {
            start(List.of(eu.url()), List.of(us.url()));

            for (int i = 0; i < 5; i++) {
                assertThat(gateway.call("POST", "/users/7").status()).isEqualTo(502);
            }
            assertThat(gateway.call("POST", "/users/7").text()).isEqualTo("us");
            assertThat(eu.connections()).isEqualTo(5);
        }
    }

    @Test
    void callWhenTargetHangsThenIsNotSentElsewhere() {
        try (RawServer eu = RawServer.playing(RawServer.Peer::awaitClose)) {
            start(List.of(eu.url()), List.of(us.url()));

            Reply reply = gateway.get("/users/7");

            assertThat(reply.status()).isEqualTo(504);
            assertThat(reply.text()).contains("upstream-response-timeout");
            assertThat(us.isUnasked()).isTrue();
        }
    }

    @Test
    void callsWhenTheirOwnTimeEndsWhileConnectingThenFiveLeaveTheTargetOut() {
        try (RawServer eu = RawServer.playing(RawServer.Peer::awaitClose)) {
            start(List.of(eu.url().replace("http:", "https:")), List.of(us.url()));

            for (int i = 0; i < 5; i++) {
                assertThat(gateway.metric("gateway_upstream_targets_out", "upstream=\"eu\""))
                        .isZero();
                assertThat(gateway.get("/users/7").text()).contains("upstream-connect-timeout");
            }
            assertThat(gateway.get("/users/7").text()).isEqualTo("us");
        }
    }

    /** What becomes of the body, {@link LeakWatch} tells. */
    @Test
    void postWhenClientLeavesWhileConnectingThenItsBodyIsLetGo() {
        try (RawServer eu = RawServer.playing(RawServer.Peer::awaitClose)) {
            start(List.of(eu.url().replace("http:", "https:")), List.of(us.url()));

            try (RawClient client = gateway.connect()) {
                client.send(RawClient.head("POST", "/users/7", "Content-Length: 5", "X-Request-Id: left") + "hello");
                RunningGateway.await(() -> eu.connections() == 1);
            }

            assertThat(gateway.logged("left")).containsEntry("status", 499);
        }
    }

    @Test
    void callWhenSecondAttemptHangsThenTheTimeOfTheFirstCounts() {
        try (RawServer eu = RawServer.playing(FailoverIT::dieInFlight);
                RawServer hangs = RawServer.playing(RawServer.Peer::awaitClose)) {
            start(List.of(eu.url()), List.of(hangs.url()));
            try (RawClient client = gateway.connect()) {
                client.send(RawClient.head("GET", "/users/7", "X-Request-Id: slow"));
                eu.note();
                gateway.awaitLooks(3);
                eu.hangUp();

                assertThat(client.reply().text()).contains("upstream-response-timeout");
            }
            double took =
                    Double.parseDouble(String.valueOf(gateway.logged("slow").get("latencyMs")));
            assertThat(took).isBetween(1000.0, 1600.0);
        }
    }

    @Test
    void webSocketWhenPortIsRefusedThenOpensWithTheOtherUpstream() {
        try (RawServer chat = RawServer.playing(peer -> {
            peer.write(Frames.agreement(peer.head()));
            peer.awaitClose();
        })) {
            start(List.of(refused()), List.of(chat.url()));
            try (RawClient client = gateway.connect()) {
                client.send(Frames.handshake("/users/chat"));

                assertThat(client.replyHead().get(0)).isEqualTo("HTTP/1.1 101 Switching Protocols");
            }
        }
    }

    @Test
    void webSocketWhenHandshakeBreaksThenIsNotSentElsewhere() {
        try (RawServer eu = breaking()) {
            start(List.of(eu.url()), List.of(us.url()));
            try (RawClient client = gateway.connect()) {
                client.send(Frames.handshake("/users/chat"));

                assertThat(client.reply().status()).isEqualTo(502);
            }
            assertThat(us.isUnasked()).isTrue();
        }
    }

    private static void dieInFlight(RawServer.Peer peer) throws java.io.IOException, InterruptedException {
        List<String> head = peer.head();
        peer.note(head.get(0));
        peer.awaitClose();
    }

    private static RawServer breaking() {
        return RawServer.playing(RawServer.Peer::head);
    }

    private static String urls(RawServer... servers) {
        return Stream.of(servers).map(RawServer::url).collect(Collectors.joining("\", \""));
    }

    /** Returns an address at which nobody listens any more. */
    private static String refused() {
        try (RawServer gone = RawServer.playing(peer -> {})) {
            return gone.url();
        }
    }

    private void start(List<String> first, List<String> second, String... alone) {
        String others = alone.length == 0 ? us.url() : String.join("\", \"", alone);
        gateway = RunningGateway.with(YAML.formatted(quoted(first), quoted(second), '"' + others + '"'));
    }

    private static String quoted(List<String> urls) {
        return urls.stream().map(url -> '"' + url + '"').collect(Collectors.joining(", "));
    }
}

package io.gwanmun.gateway.integration.http;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.netty.handler.codec.http.HttpMethod;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;

import io.gwanmun.gateway.pipeline.Fault;
import io.gwanmun.gateway.pipeline.UpstreamFault;

import static io.gwanmun.gateway.integration.http.FramePeer.INTERNAL_ERROR;
import static io.gwanmun.gateway.integration.http.FramePeer.REFUSED_STREAM;
import static io.gwanmun.gateway.integration.http.LegClient.await;
import static io.gwanmun.gateway.integration.http.LegClient.exchange;
import static io.gwanmun.gateway.integration.http.LegClient.faultOf;
import static org.assertj.core.api.Assertions.assertThat;

/** What a call over HTTP/2 ends with when the service misbehaves, and that others do not notice. */
@ExtendWith(LeakWatch.class)
class Http2FailureTest {

    private final LegClient client = new LegClient();

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void callWhenServiceSpeaksHttp1ThenIsBadResponse() throws Exception {
        try (RawServer server = RawServer.running(peer -> {
            peer.read(24);
            peer.write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
            peer.awaitClose();
        })) {
            assertThat(faultOf(to(server).call(client.get("/")))).isEqualTo(UpstreamFault.BAD_RESPONSE);
            assertThat(server.event()).isEqualTo("closed");
        }
    }

    @Test
    void callWhenNobodyListensThenAllAreUnreachable() throws Exception {
        int port;
        try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = gone.getLocalPort();
        }
        HttpLeg leg =
                client.legs().open(new HttpTarget(false, "127.0.0.1", port), PoolLimits.ofDefaults(), Protocol.HTTP2);
        CompletableFuture<Fault> first = failing(leg, "/1");
        CompletableFuture<Fault> second = failing(leg, "/2");

        assertThat(first.get()).isEqualTo(UpstreamFault.UNREACHABLE);
        assertThat(second.get()).isEqualTo(UpstreamFault.UNREACHABLE);
        assertThat(leg.state()).isEqualTo(new LegState(0, 0, 0));
    }

    @Test
    void callWhenServiceDoesNotIntroduceItselfThenIsConnectTimeout() throws Exception {
        try (RawServer server = RawServer.running(peer -> {
            peer.read(24);
            peer.note("greeted");
            peer.awaitClose();
        })) {
            CompletableFuture<Fault> call = failing(to(server), "/");
            assertThat(server.event()).isEqualTo("greeted");

            client.pass(Duration.ofSeconds(2));

            assertThat(call.get()).isEqualTo(UpstreamFault.CONNECT_TIMEOUT);
            assertThat(server.event()).isEqualTo("closed");
        }
    }

    @Test
    void callWhenStreamIsResetBeforeHeadThenIsClosedEarlyAndConnectionStays() throws Exception {
        try (RawServer server = FramePeer.running(peer -> {
            peer.request();
            peer.reset(3, INTERNAL_ERROR);
            peer.request();
            peer.answer(5, "ok");
            peer.raw().await();
        })) {
            HttpLeg leg = to(server);

            assertThat(faultOf(leg.call(client.get("/")))).isEqualTo(UpstreamFault.CLOSED_EARLY);
            assertThat(exchange(leg, client.get("/"))).isEqualTo("200 ok");
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    void callWhenStreamIsRefusedThenIsSentOnceMore(String method) throws Exception {
        try (RawServer server = FramePeer.running(peer -> {
            peer.request();
            peer.reset(3, REFUSED_STREAM);
            peer.request();
            peer.answer(5, "second");
            peer.request();
            peer.reset(7, REFUSED_STREAM);
            peer.request();
            peer.reset(9, REFUSED_STREAM);
            peer.raw().await();
        })) {
            HttpLeg leg = to(server);
            LegRequest request = client.request(HttpMethod.valueOf(method), "/");

            assertThat(exchange(leg, request)).isEqualTo("200 second");
            assertThat(faultOf(leg.call(client.request(HttpMethod.valueOf(method), "/"))))
                    .isEqualTo(UpstreamFault.CLOSED_EARLY);
        }
    }

    @Test
    void callWhenStreamWithBodyIsRefusedThenIsClosedEarly() throws Exception {
        try (RawServer server = FramePeer.running(peer -> {
            peer.request();
            peer.reset(3, REFUSED_STREAM);
            peer.raw().await();
        })) {
            LegRequest request = client.request(HttpMethod.POST, "/", 3, LegClient.parts("abc"));

            assertThat(faultOf(to(server).call(request))).isEqualTo(UpstreamFault.CLOSED_EARLY);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void bodyWhenStreamOrConnectionBreaksThenPartsComeFirstAndIsTruncated(boolean cut) throws Exception {
        try (RawServer server = FramePeer.running(peer -> {
            peer.request();
            peer.head(3, false, ":status", "200");
            peer.data(3, false, "abc");
            peer.raw().await();
            if (!cut) {
                peer.reset(3, INTERNAL_ERROR);
                peer.raw().await();
            }
        })) {
            LegResponse response = await(to(server).call(client.get("/")));
            StringBuilder read = new StringBuilder();
            assertThat(faultOf(response.body()
                            .map(LegClient::read)
                            .doOnNext(part -> {
                                read.append(part);
                                server.proceed();
                            })
                            .then()))
                    .isEqualTo(UpstreamFault.BODY_TRUNCATED);
            assertThat(read).hasToString("abc");
        }
    }

    @Test
    void callWhenFirstOnItsConnectionIsCutThenIsClosedEarly() throws Exception {
        try (RawServer server = FramePeer.running(FramePeer::request)) {
            assertThat(faultOf(to(server).call(client.get("/")))).isEqualTo(UpstreamFault.CLOSED_EARLY);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void callWhenUsedConnectionIsCutThenSafeCallsAreSentOnceMore() throws Exception {
        try (RawServer server = FramePeer.running(peer -> {
            peer.request();
            peer.answer(3, String.valueOf(peer.raw().number()));
            peer.request();
        })) {
            HttpLeg leg = to(server);

            assertThat(exchange(leg, client.get("/"))).isEqualTo("200 1");
            assertThat(exchange(leg, client.get("/"))).isEqualTo("200 2");
            assertThat(faultOf(leg.call(client.request(HttpMethod.POST, "/")))).isEqualTo(UpstreamFault.CLOSED_EARLY);
        }
    }

    @Test
    void callWhenHeadIsLateThenOnlyItsStreamIsResetAndAnotherConnectionServesNext() throws Exception {
        try (RawServer server = FramePeer.running(peer -> {
            peer.request();
            peer.raw().note("asked");
            if (peer.raw().number() == 1) {
                peer.noteReset();
                peer.raw().await();
            }
            peer.answer(3, "ok");
            peer.raw().await();
        })) {
            HttpLeg leg = to(server, 2);
            CompletableFuture<Fault> call = failing(leg, "/");
            assertThat(server.event()).isEqualTo("asked");

            client.pass(Duration.ofSeconds(29));

            assertThat(call.get()).isEqualTo(UpstreamFault.RESPONSE_TIMEOUT);
            assertThat(server.event()).isEqualTo("reset 3 8");
            assertThat(exchange(leg, client.get("/"))).isEqualTo("200 ok");
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void bodyWhenItStopsThenIsStalledAndOthersGoOn() throws Exception {
        try (RawServer server = FramePeer.running(peer -> {
            peer.request();
            peer.head(3, false, ":status", "200");
            peer.data(3, false, "abc");
            peer.noteReset();
            peer.request();
            peer.answer(5, "ok");
            peer.raw().await();
        })) {
            HttpLeg leg = to(server);
            LegResponse response = await(leg.call(client.get("/")));
            CompletableFuture<Fault> body = LegClient.text(response).toFuture().handle((none, e) -> LegClient.fault(e));

            client.passInSteps(Duration.ofSeconds(60));
            client.passInSteps(Duration.ofSeconds(60));

            assertThat(body.get()).isEqualTo(UpstreamFault.BODY_STALLED);
            assertThat(server.event()).isEqualTo("reset 3 8");
        }
    }

    @Test
    void cancelWhenOthersAreUnderWayThenResetsOnlyItsStream() throws Exception {
        try (RawServer server = FramePeer.running(peer -> {
            peer.request();
            peer.request();
            peer.raw().note("both");
            peer.noteReset();
            peer.answer(3, "ok");
            peer.raw().await();
        })) {
            HttpLeg leg = to(server);
            CompletableFuture<String> stays =
                    leg.call(client.get("/1")).flatMap(LegClient::text).toFuture();
            Disposable leaves = leg.call(client.get("/2")).subscribe();
            assertThat(server.event()).isEqualTo("both");

            leaves.dispose();

            assertThat(server.event()).isEqualTo("reset 5 8");
            assertThat(stays.get()).isEqualTo("200 ok");
        }
    }

    @Test
    void cancelWhenBodyStreamsThenResetsOnlyItsStream() throws Exception {
        try (RawServer server = FramePeer.running(peer -> {
            peer.request();
            peer.head(3, false, ":status", "200");
            peer.data(3, false, "abc");
            peer.noteReset();
            peer.request();
            peer.answer(5, "ok");
            peer.raw().await();
        })) {
            HttpLeg leg = to(server);

            await(leg.call(client.get("/1"))).discard();

            assertThat(server.event()).isEqualTo("reset 3 8");
            assertThat(exchange(leg, client.get("/2"))).isEqualTo("200 ok");
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void callWhenServiceAsksForEndlessAcknowledgementsThenConnectionIsClosed() throws Exception {
        try (RawServer server = FramePeer.running(peer -> {
            peer.raw().socket().setReceiveBufferSize(4096);
            peer.request();
            peer.flood(FramePeer.SETTINGS, new byte[0]);
        })) {
            assertThat(faultOf(to(server).call(client.get("/")))).isEqualTo(UpstreamFault.CLOSED_EARLY);
            assertThat(server.event()).isEqualTo("broken");
        }
    }

    private HttpLeg to(RawServer server) {
        return to(server, 1);
    }

    private HttpLeg to(RawServer server, int connections) {
        return client.legs()
                .open(
                        new HttpTarget(false, "127.0.0.1", server.port()),
                        LegClient.limits(connections, 0),
                        Protocol.HTTP2);
    }

    private CompletableFuture<Fault> failing(HttpLeg leg, String uri) {
        return leg.call(client.get(uri)).toFuture().handle((none, e) -> LegClient.fault(e));
    }
}

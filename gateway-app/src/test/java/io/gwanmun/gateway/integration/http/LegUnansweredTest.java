package io.gwanmun.gateway.integration.http;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.netty.handler.codec.http.HttpMethod;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import io.gwanmun.gateway.pipeline.UpstreamFault;

import static org.assertj.core.api.Assertions.assertThat;

/** What a failed call says of whether it may be sent elsewhere. */
@ExtendWith(LeakWatch.class)
class LegUnansweredTest {

    private final LegClient client = new LegClient();

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void callWhenNobodyListensThenNothingWasSent() throws Exception {
        int port;
        try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = gone.getLocalPort();
        }
        for (Protocol protocol : List.of(Protocol.HTTP1, Protocol.HTTP2)) {
            HttpTarget target = new HttpTarget(false, "127.0.0.1", port);

            Throwable error = failure(client.legs().open(target, PoolLimits.ofDefaults(), protocol), client.get("/"))
                    .get();

            assertThat(error)
                    .isInstanceOfSatisfying(
                            UnansweredException.class,
                            unanswered -> assertThat(unanswered.isSent()).isFalse());
        }
    }

    @Test
    void callWhenConnectionIsClosedAfterTheRequestThenItWasSent() throws Exception {
        try (RawServer server = RawServer.running(RawServer.Peer::readHead)) {
            Throwable error = failure(client.to(server), client.request(HttpMethod.POST, "/"))
                    .get();

            assertThat(error)
                    .isInstanceOfSatisfying(
                            UnansweredException.class,
                            unanswered -> assertThat(unanswered.isSent()).isTrue());
        }
    }

    @Test
    void callWhenConnectionIsClosedInsideTheHeadThenItIsNotUnanswered() throws Exception {
        try (RawServer server = RawServer.running(peer -> {
            peer.readHead();
            peer.write("H");
        })) {
            Throwable error = failure(client.to(server), client.get("/")).get();

            assertThat(error).isNotInstanceOf(UnansweredException.class);
            assertThat(LegClient.fault(error)).isEqualTo(UpstreamFault.CLOSED_EARLY);
        }
    }

    @Test
    void callWhenAnswerIsLateThenItIsNotUnanswered() throws Exception {
        try (RawServer server = RawServer.running(peer -> {
            peer.readHead();
            peer.note("asked");
            peer.awaitClose();
        })) {
            CompletableFuture<Throwable> failure = failure(client.to(server), client.get("/"));
            assertThat(server.event()).isEqualTo("asked");

            client.pass(client.get("/").limits().responseTimeout());

            assertThat(failure.get()).isNotInstanceOf(UnansweredException.class);
            assertThat(LegClient.fault(failure.get())).isEqualTo(UpstreamFault.RESPONSE_TIMEOUT);
        }
    }

    @Test
    void callWhenItsOwnTimeIsShorterThanThatOfConnectingThenEndsWithIt() throws Exception {
        try (RawServer server = RawServer.running(peer -> {
            peer.read(24);
            peer.note("greeted");
            peer.awaitClose();
        })) {
            HttpLeg leg = client.legs()
                    .open(new HttpTarget(false, "127.0.0.1", server.port()), PoolLimits.ofDefaults(), Protocol.HTTP2);
            LegRequest hurried = LegRequest.of(
                    client.loop(),
                    HttpMethod.GET,
                    "/",
                    LegClient.headers(),
                    new LegLimits(Duration.ofSeconds(1), Duration.ofSeconds(60)));
            CompletableFuture<Throwable> failure = failure(leg, hurried);
            assertThat(server.event()).isEqualTo("greeted");

            client.passInSteps(Duration.ofMillis(998));
            assertThat(failure).isNotDone();
            client.pass(Duration.ofMillis(2));

            assertThat(LegClient.fault(failure.get())).isEqualTo(UpstreamFault.CONNECT_TIMEOUT);
        }
    }

    @Test
    void callOnceWhenKeptConnectionWasClosedThenIsNotSentAgain() throws Exception {
        try (RawServer server = RawServer.running(peer -> {
            peer.readHead();
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            peer.readHead();
        })) {
            HttpLeg leg = client.to(server);
            assertThat(LegClient.exchange(leg, client.get("/"))).isEqualTo("200 ok");

            Throwable error = leg.callOnce(client.get("/"))
                    .toFuture()
                    .handle((none, e) -> e)
                    .get();

            assertThat(LegClient.fault(error)).isEqualTo(UpstreamFault.CLOSED_EARLY);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    private static CompletableFuture<Throwable> failure(HttpLeg leg, LegRequest request) {
        return leg.call(request).toFuture().handle((none, e) -> e);
    }
}

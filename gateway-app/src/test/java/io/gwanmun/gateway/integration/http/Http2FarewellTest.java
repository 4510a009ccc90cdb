package io.gwanmun.gateway.integration.http;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.netty.handler.codec.http.HttpMethod;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Flux;

import static io.gwanmun.gateway.integration.http.LegClient.await;
import static io.gwanmun.gateway.integration.http.LegClient.exchange;
import static org.assertj.core.api.Assertions.assertThat;

/** When a connection of HTTP/2 takes no more calls, and what becomes of those on it. */
@ExtendWith(LeakWatch.class)
class Http2FarewellTest {

    private final LegClient client = new LegClient();

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void farewellWhenCallsAreUnderWayThenTheLaterAreSentAgainAndTheEarlierEnd() throws Exception {
        try (RawServer server = FramePeer.running(peer -> {
            if (peer.raw().number() == 1) {
                peer.request();
                peer.request();
                peer.request();
                peer.goAway(3);
                peer.raw().await();
                peer.answer(3, "first");
                peer.raw().awaitClose();
            } else {
                peer.request();
                peer.answer(3, "again");
                peer.request();
                peer.answer(5, "again");
                peer.raw().await();
            }
        })) {
            HttpLeg leg = to(server);
            CompletableFuture<String> first = later(leg, client.get("/1"));
            CompletableFuture<String> second = later(leg, client.get("/2"));
            CompletableFuture<String> third = later(leg, client.request(HttpMethod.POST, "/3"));

            assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo("200 again");
            assertThat(third.get(10, TimeUnit.SECONDS)).isEqualTo("200 again");
            server.proceed();
            assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo("200 first");
            assertThat(server.event()).isEqualTo("closed");
        }
    }

    @Test
    void farewellWhenServiceRestartsAllTheTimeThenNoSafeCallFails() throws Exception {
        try (RawServer server = FramePeer.running(peer -> {
            for (int stream = 3; stream < 9; stream += 2) {
                peer.request();
                peer.answer(stream, "ok");
            }
            peer.request();
            peer.goAway(7);
            peer.raw().awaitClose();
        })) {
            HttpLeg leg = to(server);
            List<String> answers = await(Flux.range(0, 100)
                    .concatMap(i -> leg.call(client.get("/" + i)).flatMap(LegClient::text))
                    .collectList());

            assertThat(answers).hasSize(100).containsOnly("200 ok");
        }
    }

    @Test
    void farewellWhenNothingIsUnderWayThenConnectionIsClosedAndNextCallMakesAnother() throws Exception {
        try (RawServer server = numbering()) {
            HttpLeg leg = to(server);
            assertThat(exchange(leg, client.get("/"))).isEqualTo("200 1");

            server.proceed();

            assertThat(server.event()).isEqualTo("closed");
            assertThat(exchange(leg, client.get("/"))).isEqualTo("200 2");
        }
    }

    @Test
    void callWhenConnectionIsIdleAsLongAsAllowedThenIsClosed() throws Exception {
        try (RawServer server = numbering()) {
            HttpLeg leg = to(server);
            assertThat(exchange(leg, client.get("/"))).isEqualTo("200 1");

            client.pass(Duration.ofSeconds(4));

            assertThat(server.event()).isEqualTo("closed");
            assertThat(leg.state()).isEqualTo(new LegState(0, 0, 0));
        }
    }

    @Test
    void callWhenConnectionIsIdleForLessThenUsesItAgain() throws Exception {
        try (RawServer server = numbering()) {
            HttpLeg leg = to(server);
            assertThat(exchange(leg, client.get("/"))).isEqualTo("200 1");

            client.pass(Duration.ofSeconds(4).minusNanos(1));

            assertThat(exchange(leg, client.get("/"))).isEqualTo("200 1");
        }
    }

    @Test
    void callWhenConnectionIsOldThenAnotherIsMadeAndTheOldEndsWithItsCalls() throws Exception {
        List<CompletableFuture<String>> calls = new ArrayList<>();
        try (RawServer server = FramePeer.running(peer -> {
            peer.request();
            peer.raw().note("asked");
            peer.raw().await();
            peer.answer(3, String.valueOf(peer.raw().number()));
            peer.raw().awaitClose();
        })) {
            HttpLeg leg = to(server);
            LegLimits patient = new LegLimits(Duration.ofHours(1), Duration.ofHours(1));
            for (int i = 0; i < 2; i++) {
                LegRequest request = client.get("/");
                calls.add(later(
                        leg, LegRequest.of(request.eventLoop(), HttpMethod.GET, "/", request.headers(), patient)));
                assertThat(server.event()).isEqualTo("asked");
                client.pass(Duration.ofMinutes(5));
            }

            server.proceed();
            server.proceed();

            assertThat(calls.get(0).get(10, TimeUnit.SECONDS)).isEqualTo("200 1");
            assertThat(calls.get(1).get(10, TimeUnit.SECONDS)).isEqualTo("200 2");
            assertThat(server.event()).isEqualTo("closed");
            assertThat(server.event()).isEqualTo("closed");
        }
    }

    @Test
    void closeWhenCallIsUnderWayThenLetsItEnd() throws Exception {
        try (RawServer server = FramePeer.running(peer -> {
            peer.request();
            peer.raw().note("asked");
            peer.raw().await();
            peer.answer(3, "ok");
            peer.raw().awaitClose();
        })) {
            HttpLeg leg = to(server);
            CompletableFuture<String> call = later(leg, client.get("/"));
            assertThat(server.event()).isEqualTo("asked");

            leg.close();
            server.proceed();

            assertThat(call.get(10, TimeUnit.SECONDS)).isEqualTo("200 ok");
            assertThat(server.event()).isEqualTo("closed");
        }
    }

    @Test
    void callWhenLegIsClosedThenIsServedAndConnectionCloses() throws Exception {
        try (RawServer server = FramePeer.running(peer -> {
            peer.request();
            peer.answer(3, "ok");
            peer.raw().awaitClose();
        })) {
            HttpLeg leg = to(server);
            leg.close();

            assertThat(exchange(leg, client.get("/"))).isEqualTo("200 ok");
            assertThat(server.event()).isEqualTo("closed");
        }
    }

    private HttpLeg to(RawServer server) {
        return client.legs()
                .open(new HttpTarget(false, "127.0.0.1", server.port()), LegClient.limits(1, 0), Protocol.HTTP2);
    }

    private CompletableFuture<String> later(HttpLeg leg, LegRequest request) {
        return leg.call(request).flatMap(LegClient::text).toFuture();
    }

    /** Answers with the number of the connection; says farewell when told to, and notes the end. */
    private static RawServer numbering() {
        return FramePeer.running(peer -> {
            peer.request();
            peer.answer(3, String.valueOf(peer.raw().number()));
            if (peer.raw().number() == 1) {
                Thread farewell = new Thread(() -> farewell(peer));
                farewell.setDaemon(true);
                farewell.start();
            }
            FramePeer.Frame frame = peer.next();
            while (frame.type() == FramePeer.HEADERS) {
                peer.answer(frame.stream(), String.valueOf(peer.raw().number()));
                frame = peer.next();
            }
            peer.raw().note("closed");
        });
    }

    private static void farewell(FramePeer peer) {
        try {
            peer.raw().await();
            peer.goAway(3);
        } catch (IOException | InterruptedException e) {
            peer.raw().note("broken");
        }
    }
}

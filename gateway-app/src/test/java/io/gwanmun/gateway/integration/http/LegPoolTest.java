package io.gwanmun.gateway.integration.http;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.netty.handler.codec.http.HttpMethod;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.gwanmun.gateway.pipeline.GatewayFault;
import io.gwanmun.gateway.pipeline.UpstreamFault;

import static io.gwanmun.gateway.integration.http.LegClient.exchange;
import static io.gwanmun.gateway.integration.http.LegClient.faultOf;
import static io.gwanmun.gateway.integration.http.LegClient.limits;
import static io.gwanmun.gateway.integration.http.LegClient.parts;
import static org.assertj.core.api.Assertions.assertThat;

/** Which connection a call gets, and when one is not used again. */
@ExtendWith(LeakWatch.class)
class LegPoolTest {

    private final LegClient client = new LegClient();

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void callWhenConnectionIsIdleThenUsesItAgain() throws Exception {
        try (RawServer server = numbering()) {
            HttpLeg leg = client.to(server, limits(5, 0));

            assertThat(exchange(leg, client.get("/"))).isEqualTo("200 1");
            assertThat(exchange(leg, client.get("/"))).isEqualTo("200 1");
            assertThat(exchange(leg, client.request(HttpMethod.POST, "/"))).isEqualTo("200 1");
        }
    }

    @Test
    void callWhenSeveralAreIdleThenUsesTheOneThatBecameFreeLast() throws Exception {
        try (RawServer server = RawServer.running(peer -> {
            String head = peer.readHead();
            while (head != null) {
                peer.note("asked");
                if (head.startsWith("GET /wait")) {
                    peer.await();
                }
                peer.write("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n" + peer.number());
                head = peer.readHead();
            }
        })) {
            HttpLeg leg = client.to(server, limits(5, 0));
            CompletableFuture<String> first = later(leg, "/wait");
            assertThat(server.event()).isEqualTo("asked");
            assertThat(exchange(leg, client.get("/"))).isEqualTo("200 2");
            server.proceed();
            assertThat(first.get()).isEqualTo("200 1");

            assertThat(exchange(leg, client.get("/"))).isEqualTo("200 1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT4S", "PT5M"})
    void callWhenIdleTimeHasPassedThenConnectionWasClosed(Duration time) throws Exception {
        try (RawServer server = closing()) {
            HttpLeg leg = client.to(server);
            assertThat(exchange(leg, client.get("/"))).isEqualTo("200 1");

            client.pass(time);

            assertThat(server.event()).isEqualTo("closed");
            assertThat(exchange(leg, client.get("/"))).isEqualTo("200 2");
        }
    }

    @Test
    void callWhenConnectionIsOldThenItIsNotUsedAgain() throws Exception {
        try (RawServer server = numbering()) {
            HttpLeg leg = client.to(server);
            for (int i = 0; i < 100; i++) {
                assertThat(exchange(leg, client.get("/"))).isEqualTo("200 1");
                client.pass(Duration.ofMillis(2999));
            }
            client.pass(Duration.ofMillis(100));

            assertThat(exchange(leg, client.get("/"))).isEqualTo("200 2");
        }
    }

    @Test
    void callWhenKeptConnectionWasClosedThenRepeatsOnANewOne() throws Exception {
        try (RawServer server = oneAnswerEach()) {
            HttpLeg leg = client.to(server);
            assertThat(exchange(leg, client.get("/"))).isEqualTo("200 1");

            assertThat(exchange(leg, client.get("/again"))).isEqualTo("200 2");
        }
    }

    @Test
    void callWhenKeptConnectionWasClosedAndCallIsAPostThenDoesNotRepeat() throws Exception {
        try (RawServer server = oneAnswerEach()) {
            HttpLeg leg = client.to(server);
            assertThat(exchange(leg, client.get("/"))).isEqualTo("200 1");

            assertThat(faultOf(leg.call(client.request(HttpMethod.POST, "/again"))))
                    .isEqualTo(UpstreamFault.CLOSED_EARLY);
        }
    }

    @Test
    void callWhenKeptConnectionWasClosedAndCallHasABodyThenDoesNotRepeat() throws Exception {
        try (RawServer server = oneAnswerEach()) {
            HttpLeg leg = client.to(server);
            assertThat(exchange(leg, client.get("/"))).isEqualTo("200 1");

            assertThat(faultOf(leg.call(client.request(HttpMethod.PUT, "/again", 1, parts("x")))))
                    .isEqualTo(UpstreamFault.CLOSED_EARLY);
        }
    }

    @Test
    void callWhenNewConnectionIsClosedThenDoesNotRepeat() throws Exception {
        try (RawServer server = RawServer.running(RawServer.Peer::readHead)) {
            assertThat(faultOf(client.to(server).call(client.get("/")))).isEqualTo(UpstreamFault.CLOSED_EARLY);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void callWhenBytesCameWhileIdleThenConnectionIsNotUsedAgain() throws Exception {
        try (RawServer server = RawServer.running(peer -> {
            peer.readHead();
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n" + peer.number());
            peer.await();
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison");
            peer.awaitClose();
        })) {
            HttpLeg leg = client.to(server);
            assertThat(exchange(leg, client.get("/"))).isEqualTo("200 1");

            server.proceed();

            assertThat(server.event()).isEqualTo("closed");
            assertThat(exchange(leg, client.get("/"))).isEqualTo("200 2");
        }
    }

    @Test
    void callWhenAllAreBusyThenWaitsForTheFirstThatBecomesFree() throws Exception {
        try (RawServer server = waiting()) {
            HttpLeg leg = client.to(server, limits(1, 2));
            CompletableFuture<String> first = later(leg, "/1");
            assertThat(server.event()).isEqualTo("GET /1");
            CompletableFuture<String> second = later(leg, "/2");
            CompletableFuture<String> third = later(leg, "/3");
            assertThat(leg.state()).isEqualTo(new LegState(1, 0, 2));

            server.proceed();
            assertThat(server.event()).isEqualTo("GET /2");
            server.proceed();
            assertThat(server.event()).isEqualTo("GET /3");
            server.proceed();

            assertThat(List.of(first.get(), second.get(), third.get())).containsOnly("200 1");
            assertThat(leg.state()).isEqualTo(new LegState(1, 1, 0));
        }
    }

    @Test
    void callWhenBusyConnectionIsClosedThenFirstInLineGetsANewOne() throws Exception {
        try (RawServer server = RawServer.running(peer -> {
            peer.readHead();
            peer.note("asked");
            peer.await();
            if (peer.number() == 2) {
                peer.write("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n" + peer.number());
            }
        })) {
            HttpLeg leg = client.to(server, limits(1, 1));
            CompletableFuture<String> first = later(leg, "/1");
            assertThat(server.event()).isEqualTo("asked");
            CompletableFuture<String> second = later(leg, "/2");

            server.proceed();
            server.proceed();

            assertThat(second.get()).isEqualTo("200 2");
            assertThat(first).isCompletedExceptionally();
        }
    }

    @Test
    void callWhenLineIsFullThenPoolIsExhausted() throws Exception {
        try (RawServer server = waiting()) {
            HttpLeg leg = client.to(server, limits(1, 1));
            CompletableFuture<String> first = later(leg, "/1");
            assertThat(server.event()).isEqualTo("GET /1");
            CompletableFuture<String> second = later(leg, "/2");

            assertThat(faultOf(leg.call(client.get("/3")))).isEqualTo(GatewayFault.POOL_EXHAUSTED);

            server.proceed();
            server.proceed();
            assertThat(first.get()).isEqualTo("200 1");
            assertThat(second.get()).isEqualTo("200 1");
        }
    }

    @Test
    void callWhenWaitIsTooLongThenPoolIsExhausted() throws Exception {
        try (RawServer server = waiting()) {
            HttpLeg leg = client.to(server, limits(1, 1));
            CompletableFuture<String> first = later(leg, "/1");
            assertThat(server.event()).isEqualTo("GET /1");
            CompletableFuture<GatewayFault> second =
                    leg.call(client.get("/2")).toFuture().handle((none, e) -> (GatewayFault) LegClient.fault(e));
            client.loop().submit(() -> {}).sync();

            client.pass(Duration.ofSeconds(2));

            assertThat(second.get()).isEqualTo(GatewayFault.POOL_EXHAUSTED);
            server.proceed();
            assertThat(first.get()).isEqualTo("200 1");
        }
    }

    @Test
    void cancelWhenInLineThenLeavesItsPlace() throws Exception {
        try (RawServer server = waiting()) {
            HttpLeg leg = client.to(server, limits(1, 1));
            CompletableFuture<String> first = later(leg, "/1");
            assertThat(server.event()).isEqualTo("GET /1");
            leg.call(client.get("/2")).subscribe().dispose();
            CompletableFuture<String> third = later(leg, "/3");

            server.proceed();
            assertThat(first.get()).isEqualTo("200 1");
            assertThat(server.event()).isEqualTo("GET /3");
            server.proceed();
            assertThat(third.get()).isEqualTo("200 1");
        }
    }

    @Test
    void closeWhenConnectionsAreIdleThenClosesThem() throws Exception {
        try (RawServer server = closing()) {
            HttpLeg leg = client.to(server);
            assertThat(exchange(leg, client.get("/"))).isEqualTo("200 1");

            leg.close();

            assertThat(server.event()).isEqualTo("closed");
            assertThat(exchange(leg, client.get("/"))).isEqualTo("200 2");
            assertThat(server.event()).isEqualTo("closed");
        }
    }

    @Test
    void closeWhenCallIsUnderWayThenLetsItEnd() throws Exception {
        try (RawServer server = waiting()) {
            HttpLeg leg = client.to(server);
            CompletableFuture<String> call = later(leg, "/1");
            assertThat(server.event()).isEqualTo("GET /1");

            leg.close();
            server.proceed();

            assertThat(call.get()).isEqualTo("200 1");
            assertThat(server.event()).isEqualTo("closed");
        }
    }

    private CompletableFuture<String> later(HttpLeg leg, String uri) throws InterruptedException {
        CompletableFuture<String> answer =
                leg.call(client.get(uri)).flatMap(LegClient::text).toFuture();
        client.loop().submit(() -> {}).sync();
        return answer;
    }

    /** Answers with the number of the connection. */
    private static RawServer numbering() {
        return RawServer.running(peer -> {
            while (peer.readHead() != null) {
                peer.write("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n" + peer.number());
            }
        });
    }

    /** Answers with the number of the connection and notes its end. */
    private static RawServer closing() {
        return RawServer.running(peer -> {
            while (peer.readHead() != null) {
                peer.write("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n" + peer.number());
            }
            peer.note("closed");
        });
    }

    /** Answers once; when asked again closes without an answer, as if that had crossed with the request. */
    private static RawServer oneAnswerEach() {
        return RawServer.running(peer -> {
            peer.readHead();
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n" + peer.number());
            peer.readHead();
        });
    }

    /** Notes each request and answers when told to. */
    private static RawServer waiting() {
        return RawServer.running(peer -> {
            String head = peer.readHead();
            while (head != null) {
                peer.note(head.substring(0, head.indexOf(" HTTP")));
                peer.await();
                peer.write("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n" + peer.number());
                head = peer.readHead();
            }
            peer.note("closed");
        });
    }
}

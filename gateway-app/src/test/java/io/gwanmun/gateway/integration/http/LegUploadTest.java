package io.gwanmun.gateway.integration.http;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.HttpMethod;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

import io.gwanmun.gateway.pipeline.GatewayFault;
import io.gwanmun.gateway.pipeline.UpstreamFault;

import static io.gwanmun.gateway.integration.http.LegClient.PATIENCE;
import static io.gwanmun.gateway.integration.http.LegClient.await;
import static io.gwanmun.gateway.integration.http.LegClient.bytes;
import static io.gwanmun.gateway.integration.http.LegClient.exchange;
import static io.gwanmun.gateway.integration.http.LegClient.faultOf;
import static io.gwanmun.gateway.integration.http.LegClient.parts;
import static org.assertj.core.api.Assertions.assertThat;

/** Requests with a body, and what ends them before their end. */
@ExtendWith(LeakWatch.class)
class LegUploadTest {

    private static final int PART = 16_384;
    private static final int MANY = 640;

    private final LegClient client = new LegClient();

    @AfterEach
    void close() {
        client.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void callWhenBodyIsLargeThenAllArrivesAndConnectionIsUsedAgain(boolean onOtherThread) throws Exception {
        try (RawServer server = RawServer.running(peer -> {
            while (peer.readHead() != null) {
                peer.write(
                        "HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n" + (10_000_000 + peer.read(MANY * PART).length));
            }
        })) {
            HttpLeg leg = client.to(server);
            Flux<ByteBuf> body = Flux.range(0, MANY).map(i -> part());
            Flux<ByteBuf> moved = onOtherThread ? body.publishOn(Schedulers.single()) : body;

            for (int i = 0; i < 2; i++) {
                assertThat(exchange(leg, client.request(HttpMethod.PUT, "/", (long) MANY * PART, moved)))
                        .isEqualTo("200 " + (10_000_000 + MANY * PART));
            }
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void callWhenServiceReadsNothingThenDemandsLittleAndIsResponseTimeout() throws Exception {
        AtomicLong demanded = new AtomicLong();
        Flux<ByteBuf> endless =
                Flux.<ByteBuf>generate(sink -> sink.next(part())).doOnRequest(n -> demanded.addAndGet(n));
        try (RawServer server = RawServer.running(peer -> {
            peer.socket().setReceiveBufferSize(PART);
            peer.readHead();
            peer.note("asked");
            peer.await();
        })) {
            CompletableFuture<?> call = client.to(server)
                    .call(client.request(HttpMethod.POST, "/", -1, endless))
                    .toFuture()
                    .handle((none, e) -> LegClient.fault(e));
            assertThat(server.event()).isEqualTo("asked");
            // Time passes until the socket is full and a whole span has gone by without a part taken.
            while (!call.isDone()) {
                client.pass(Duration.ofSeconds(10));
                client.loop().submit(() -> {}).sync();
            }

            assertThat(call.get()).isEqualTo(UpstreamFault.RESPONSE_TIMEOUT);
            // What sockets hold on both sides; endless without back-pressure.
            assertThat(demanded.get() * PART).isLessThan(64 << 20);
        }
    }

    @Test
    void callWhenClientIsSlowThenItsTimeDoesNotCount() throws Exception {
        Sinks.Many<ByteBuf> body = Sinks.many().unicast().onBackpressureBuffer();
        try (RawServer server = RawServer.running(peer -> {
            peer.readHead();
            peer.note("asked");
            peer.read(2);
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        })) {
            CompletableFuture<String> call = client.to(server)
                    .call(client.request(HttpMethod.POST, "/", 2, body.asFlux()))
                    .flatMap(LegClient::text)
                    .toFuture();
            assertThat(server.event()).isEqualTo("asked");
            body.tryEmitNext(bytes("a")).orThrow();
            client.passInSteps(Duration.ofSeconds(100));
            body.tryEmitNext(bytes("b")).orThrow();
            body.tryEmitComplete().orThrow();

            assertThat(call.get()).isEqualTo("200 ok");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"413 Too Large\r\nContent-Length: 2", "401 No\r\nConnection: close\r\nContent-Length: 2"})
    void callWhenServiceRefusesEarlyThenAnswersAndStopsBody(String response) throws Exception {
        TestPublisher<ByteBuf> body = TestPublisher.create();
        try (RawServer server = RawServer.running(peer -> {
            peer.readHead();
            peer.write("HTTP/1.1 " + response + "\r\n\r\nno");
            peer.awaitClose();
        })) {
            assertThat(exchange(client.to(server), client.request(HttpMethod.POST, "/", 100, body)))
                    .isEqualTo(response.substring(0, 4) + "no");

            assertThat(server.event()).isEqualTo("closed");
            client.loop().submit(() -> {}).sync();
            body.assertCancelled();
        }
    }

    @Test
    void callWhenServiceRefusesEarlyAndResetsThenStillAnswers() throws Exception {
        Flux<ByteBuf> endless = Flux.generate(sink -> sink.next(part()));
        try (RawServer server = RawServer.running(peer -> {
            peer.readHead();
            peer.write("HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\nno");
        })) {
            assertThat(exchange(client.to(server), client.request(HttpMethod.POST, "/", -1, endless)))
                    .isEqualTo("413 no");
        }
    }

    @Test
    void callWhenServiceAnswersWhileReadingThenBodyGoesOnUntilTheResponseEnds() throws Exception {
        Sinks.Many<ByteBuf> body = Sinks.many().unicast().onBackpressureBuffer();
        try (RawServer server = RawServer.running(peer -> {
            peer.readHead();
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n");
            peer.write(peer.read(1));
            peer.write(peer.read(1));
            peer.awaitClose();
        })) {
            LegResponse response =
                    await(client.to(server).call(client.request(HttpMethod.POST, "/", 100, body.asFlux())));

            StepVerifier.create(response.body().map(LegClient::read))
                    .then(() -> body.tryEmitNext(bytes("a")).orThrow())
                    .expectNext("a")
                    .then(() -> body.tryEmitNext(bytes("b")).orThrow())
                    .expectNext("b")
                    .expectComplete()
                    .verify(PATIENCE);
            assertThat(server.event()).isEqualTo("closed");
            assertThat(body.currentSubscriberCount()).isZero();
        }
    }

    @Test
    void callWhenBodyFailsThenFailsTheSameAndClosesConnection() throws Exception {
        try (RawServer server = receiving()) {
            Flux<ByteBuf> body = parts("abc").concatWith(Flux.error(new IOException("client gone")));

            StepVerifier.create(client.to(server).call(client.request(HttpMethod.POST, "/", 9, body)))
                    .expectErrorMessage("client gone")
                    .verify(PATIENCE);
            assertThat(server.event()).isEqualTo("closed");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void callWhenBodyIsNotAsLongAsDeclaredThenIsInternalAndClosesConnection(int declared) throws Exception {
        try (RawServer server = receiving()) {
            assertThat(faultOf(client.to(server).call(client.request(HttpMethod.POST, "/", declared, parts("abc")))))
                    .isEqualTo(GatewayFault.INTERNAL);
            assertThat(server.event()).isEqualTo("closed");
        }
    }

    @Test
    void cancelWhenBodyIsSentThenStopsItAndClosesConnection() throws Exception {
        TestPublisher<ByteBuf> body = TestPublisher.create();
        try (RawServer server = RawServer.running(peer -> {
            peer.readHead();
            peer.note("asked");
            peer.awaitClose();
        })) {
            Disposable call = client.to(server)
                    .call(client.request(HttpMethod.POST, "/", -1, body))
                    .subscribe();
            assertThat(server.event()).isEqualTo("asked");
            body.next(bytes("abc"));

            call.dispose();

            assertThat(server.event()).isEqualTo("closed");
            body.assertCancelled();
        }
    }

    @Test
    void callWhenConnectionCannotBeMadeThenBodyIsNotSubscribed() throws Exception {
        TestPublisher<ByteBuf> body = TestPublisher.create();
        HttpLeg leg;
        try (RawServer server = receiving()) {
            leg = client.to(server);
        }

        assertThat(faultOf(leg.call(client.request(HttpMethod.POST, "/", -1, body))))
                .isEqualTo(UpstreamFault.UNREACHABLE);
        body.assertWasNotSubscribed();
    }

    @Test
    void callWhenBodyIsDeclaredEmptyThenSaysSo() throws Exception {
        try (RawServer server = RawServer.running(peer -> {
            peer.note(peer.readHead());
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            peer.note(peer.readHead());
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        })) {
            HttpLeg leg = client.to(server);
            for (LegRequest request : Stream.of(
                            client.request(HttpMethod.POST, "/", 0, Flux.empty()), client.request(HttpMethod.POST, "/"))
                    .toList()) {
                assertThat(exchange(leg, request)).isEqualTo("200 ");
                assertThat(server.event()).contains("content-length: 0\r\n");
            }
        }
    }

    private static RawServer receiving() {
        return RawServer.running(peer -> {
            peer.readHead();
            peer.awaitClose();
        });
    }

    private static ByteBuf part() {
        return ByteBufAllocator.DEFAULT.buffer(PART).writeZero(PART);
    }
}

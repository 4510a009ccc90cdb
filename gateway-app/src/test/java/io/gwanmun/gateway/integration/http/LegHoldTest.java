package io.gwanmun.gateway.integration.http;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpMethod;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Sinks;

import io.gwanmun.gateway.pipeline.Fault;
import io.gwanmun.gateway.pipeline.GatewayFault;

import static io.gwanmun.gateway.integration.http.LegClient.bytes;
import static io.gwanmun.gateway.integration.http.LegClient.faultOf;
import static io.gwanmun.gateway.integration.http.LegClient.limits;
import static org.assertj.core.api.Assertions.assertThat;

/** Whose connection goes to those that wait when clients are slow. */
@ExtendWith(LeakWatch.class)
class LegHoldTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final Duration HALF = Duration.ofMillis(500);
    private static final int PROGRESS = 8 * 1024;

    private final LegClient client = new LegClient();
    private final Sinks.Many<ByteBuf> body = Sinks.many().unicast().onBackpressureBuffer();

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void callWhenTheConnectionIsHeldForASlowUploadThenItGivesWay() throws Exception {
        try (RawServer server = asked()) {
            HttpLeg leg = client.to(server, limits(1, 5));
            CompletableFuture<Fault> slow = upload(leg);
            assertThat(server.event()).isEqualTo("asked");
            body.tryEmitNext(bytes("a")).orThrow();
            CompletableFuture<String> other = get(leg);
            client.passInSteps(HALF.multipliedBy(2));

            assertThat(slow.get()).isEqualTo(GatewayFault.POOL_EXHAUSTED);
            assertThat(other.get()).isEqualTo("200 ok");
        }
    }

    @Test
    void callWhenTheConnectionIsHeldForAnUploadThatMovesThenWaits() throws Exception {
        try (RawServer server = asked()) {
            HttpLeg leg = client.to(server, limits(1, 5));
            CompletableFuture<Fault> moving = upload(leg);
            assertThat(server.event()).isEqualTo("asked");
            CompletableFuture<Fault> other = CompletableFuture.supplyAsync(() -> faultOf(leg.call(client.get("/"))));
            while (!other.isDone()) {
                body.tryEmitNext(bytes("x".repeat(PROGRESS))).orThrow();
                client.passInSteps(Duration.ofMillis(400));
            }

            assertThat(other.get()).isEqualTo(GatewayFault.POOL_EXHAUSTED);
            assertThat(moving).isNotDone();
            body.tryEmitError(new IllegalStateException("left")).orThrow();
        }
    }

    @Test
    void callWhenTheConnectionIsHeldForASlowReaderThenItsAnswerIsCut() throws Exception {
        CompletableFuture<Throwable> cut = new CompletableFuture<>();
        try (RawServer server = RawServer.running(peer -> {
            boolean first = String.valueOf(peer.readHead()).startsWith("GET /slow");
            peer.write(first ? "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nbegin" : OK);
            peer.await();
        })) {
            HttpLeg leg = client.to(server, limits(1, 5));
            LegResponse slow = LegClient.await(leg.call(client.get("/slow")));
            slow.body().subscribe(new BaseSubscriber<>() {
                @Override
                protected void hookOnSubscribe(org.reactivestreams.Subscription begun) {
                    begun.request(1);
                }

                @Override
                protected void hookOnNext(ByteBuf part) {
                    part.release();
                }

                @Override
                protected void hookOnError(Throwable error) {
                    cut.complete(error);
                }
            });
            CompletableFuture<String> other = get(leg);
            client.passInSteps(HALF.multipliedBy(2));

            assertThat(other.get()).isEqualTo("200 ok");
            assertThat(LegClient.fault(cut.get())).isEqualTo(GatewayFault.POOL_EXHAUSTED);
            server.proceed();
        }
    }

    private static RawServer asked() throws Exception {
        return RawServer.running(peer -> {
            String head = String.valueOf(peer.readHead());
            peer.note("asked");
            if (head.startsWith("GET")) {
                peer.write(OK);
            } else {
                peer.await();
            }
        });
    }

    private CompletableFuture<Fault> upload(HttpLeg leg) {
        return leg.call(client.request(HttpMethod.POST, "/", -1, body.asFlux()))
                .toFuture()
                .handle((none, e) -> LegClient.fault(e));
    }

    private CompletableFuture<String> get(HttpLeg leg) {
        return leg.call(client.get("/")).flatMap(LegClient::text).toFuture();
    }
}

package io.gwanmun.gateway.integration.http;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.test.StepVerifier;

import io.gwanmun.gateway.pipeline.UpstreamFault;

import static io.gwanmun.gateway.integration.http.LegClient.PATIENCE;
import static io.gwanmun.gateway.integration.http.LegClient.await;
import static io.gwanmun.gateway.integration.http.LegClient.fault;
import static org.assertj.core.api.Assertions.assertThat;

/** Bodies that do not arrive with their head. */
@ExtendWith(LeakWatch.class)
class LegStreamTest {

    private static final int LARGE = 10 << 20;
    private static final String LARGE_HEAD = "HTTP/1.1 200 OK\r\nContent-Length: " + LARGE + "\r\n\r\n";
    private static final long HELD_AT_MOST = 4 << 20;

    private final LegClient client = new LegClient();

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void bodyWhenReadSlowlyThenComesWholeInBoundedMemory() throws Exception {
        try (RawServer server = RawServer.running(peer -> {
            while (peer.readHead() != null) {
                peer.write(LARGE_HEAD);
                peer.write(pattern());
            }
        })) {
            HttpLeg leg = client.to(server);
            LegResponse response = await(leg.call(client.get("/")));
            long before = usedMemory();
            AtomicLong most = new AtomicLong();
            AtomicLong received = new AtomicLong();

            assertThat(response.whole()).isNull();
            assertThat(response.contentLength()).isEqualTo(LARGE);
            response.body()
                    .map(part -> check(part, received))
                    .limitRate(1)
                    .doOnNext(length -> most.accumulateAndGet(usedMemory() - before, Math::max))
                    .blockLast(PATIENCE);

            assertThat(received).hasValue(LARGE);
            assertThat(most.get()).isLessThan(HELD_AT_MOST);
            await(leg.call(client.get("/"))).discard();
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void bodyWhenNoDemandThenHoldsLittle() throws Exception {
        try (RawServer server = RawServer.running(peer -> {
            peer.readHead();
            peer.write(LARGE_HEAD);
            peer.write(pattern());
        })) {
            long before = usedMemory();
            LegResponse response = await(client.to(server).call(client.get("/")));
            client.loop().submit(() -> {}).sync();

            assertThat(usedMemory() - before).isLessThan(HELD_AT_MOST);
            response.discard();
        }
    }

    @Test
    void bodyWhenCancelledThenClosesConnection() throws Exception {
        try (RawServer server = RawServer.running(peer -> {
            peer.readHead();
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc");
            peer.awaitClose();
        })) {
            LegResponse response = await(client.to(server).call(client.get("/")));

            StepVerifier.create(response.body().map(LegClient::read))
                    .expectNext("abc")
                    .thenCancel()
                    .verify(PATIENCE);

            assertThat(server.event()).isEqualTo("closed");
        }
    }

    @Test
    void discardWhenBodyStreamsThenClosesConnection() throws Exception {
        try (RawServer server = RawServer.running(peer -> {
            peer.readHead();
            peer.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
            peer.awaitClose();
        })) {
            await(client.to(server).call(client.get("/"))).discard();

            assertThat(server.event()).isEqualTo("closed");
        }
    }

    @Test
    void bodyWhenSubscribedTwiceThenSecondFails() throws Exception {
        try (RawServer server = RawServer.running(peer -> {
            peer.readHead();
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc");
            peer.readHead();
        })) {
            LegResponse response = await(client.to(server).call(client.get("/")));
            response.body().subscribe(ByteBuf::release).dispose();

            StepVerifier.create(response.body()).verifyError(IllegalStateException.class);
        }
    }

    @Test
    void bodyWhenConnectionEndsInsideThenIsTruncatedAfterWhatCame() throws Exception {
        try (RawServer server = RawServer.running(peer -> {
            peer.readHead();
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc");
            peer.await();
        })) {
            LegResponse response = await(client.to(server).call(client.get("/")));

            StepVerifier.create(response.body().map(LegClient::read))
                    .expectNext("abc")
                    .then(server::proceed)
                    .expectErrorSatisfies(e -> assertThat(fault(e)).isEqualTo(UpstreamFault.BODY_TRUNCATED))
                    .verify(PATIENCE);
        }
    }

    @Test
    void bodyWhenChunkIsBrokenThenIsBadResponse() throws Exception {
        try (RawServer server = RawServer.running(peer -> {
            peer.readHead();
            peer.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
            peer.await();
            peer.write("nonsense\r\n");
            peer.awaitClose();
        })) {
            LegResponse response = await(client.to(server).call(client.get("/")));

            StepVerifier.create(response.body().map(LegClient::read))
                    .expectNext("abc")
                    .then(server::proceed)
                    .expectErrorSatisfies(e -> assertThat(fault(e)).isEqualTo(UpstreamFault.BAD_RESPONSE))
                    .verify(PATIENCE);
            assertThat(server.event()).isEqualTo("closed");
        }
    }

    @Test
    void bodyWhenServicePausesTooLongThenIsStalled() throws Exception {
        try (RawServer server = RawServer.running(peer -> {
            peer.readHead();
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc");
            peer.awaitClose();
        })) {
            LegResponse response = await(client.to(server).call(client.get("/")));

            StepVerifier.create(response.body().map(LegClient::read))
                    .expectNext("abc")
                    .then(() -> client.passInSteps(Duration.ofSeconds(60)))
                    .expectErrorSatisfies(e -> assertThat(fault(e)).isEqualTo(UpstreamFault.BODY_STALLED))
                    .verify(PATIENCE);
            assertThat(server.event()).isEqualTo("closed");
        }
    }

    @Test
    void bodyWhenReaderPausesThenIsNotStalled() throws Exception {
        try (RawServer server = RawServer.running(peer -> {
            peer.readHead();
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nabc");
            peer.await();
            peer.write("def");
            peer.awaitClose();
        })) {
            LegResponse response = await(client.to(server).call(client.get("/")));

            StepVerifier.create(response.body().map(LegClient::read), 1)
                    .expectNext("abc")
                    .then(() -> client.passInSteps(Duration.ofSeconds(600)))
                    .then(server::proceed)
                    .thenRequest(1)
                    .expectNext("def")
                    .expectComplete()
                    .verify(PATIENCE);
        }
    }

    @Test
    void bodyWhenNobodySubscribesThenIsClosedAfterIdleTime() throws Exception {
        try (RawServer server = RawServer.running(peer -> {
            peer.readHead();
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc");
            peer.awaitClose();
        })) {
            LegResponse response = await(client.to(server).call(client.get("/")));

            client.passInSteps(Duration.ofSeconds(60));

            assertThat(server.event()).isEqualTo("closed");
            StepVerifier.create(response.body())
                    .expectErrorSatisfies(e -> assertThat(fault(e)).isEqualTo(UpstreamFault.BODY_STALLED))
                    .verify(PATIENCE);
        }
    }

    @Test
    void bodyWhenPartsComeApartThenConnectionIsUsedAgain() throws Exception {
        try (RawServer server = RawServer.running(peer -> {
            while (peer.readHead() != null) {
                peer.write("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nabc");
                peer.await();
                peer.write("def");
            }
        })) {
            HttpLeg leg = client.to(server);
            for (int i = 0; i < 2; i++) {
                LegResponse response = await(leg.call(client.get("/")));
                StepVerifier.create(response.body().map(LegClient::read))
                        .expectNext("abc")
                        .then(server::proceed)
                        .expectNext("def")
                        .expectComplete()
                        .verify(PATIENCE);
            }
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    private static int check(ByteBuf part, AtomicLong received) {
        int length = part.readableBytes();
        byte[] bytes = new byte[length];
        part.readBytes(bytes).release();
        long at = received.getAndAdd(length);
        for (int i = 0; i < length; i++) {
            if (bytes[i] != (byte) ((at + i) % 251)) {
                throw new AssertionError("wrong byte at " + (at + i));
            }
        }
        return length;
    }

    private static byte[] pattern() {
        byte[] bytes = new byte[LARGE];
        for (int i = 0; i < LARGE; i++) {
            bytes[i] = (byte) (i % 251);
        }
        return bytes;
    }

    private static long usedMemory() {
        return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT)
                .metric()
                .usedDirectMemory();
    }
}

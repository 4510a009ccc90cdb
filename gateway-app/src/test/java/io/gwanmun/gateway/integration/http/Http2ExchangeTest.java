package io.gwanmun.gateway.integration.http;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http2.Http2Headers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRoutes;

import io.gwanmun.gateway.pipeline.GatewayFault;
import io.gwanmun.gateway.pipeline.UpstreamFault;

import static io.gwanmun.gateway.integration.http.LegClient.PATIENCE;
import static io.gwanmun.gateway.integration.http.LegClient.await;
import static io.gwanmun.gateway.integration.http.LegClient.exchange;
import static org.assertj.core.api.Assertions.assertThat;

/** Calls over HTTP/2 to a service that does all right. */
@ExtendWith(LeakWatch.class)
class Http2ExchangeTest {

    private static final int PART = 16_384;
    private static final int MANY = 640;
    private static final int CALLS = 100;

    private final LegClient client = new LegClient();
    private final AtomicInteger connections = new AtomicInteger();
    private final CountDownLatch together = new CountDownLatch(CALLS);
    private final Sinks.Empty<Void> all = Sinks.empty();
    private final DisposableServer service = HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .protocol(HttpProtocol.H2C)
            .doOnChannelInit((observer, channel, address) -> {
                if (channel.parent() instanceof ServerSocketChannel) {
                    connections.incrementAndGet();
                }
            })
            .route(this::routes)
            .bindNow();

    @AfterEach
    void close() {
        client.close();
        service.disposeNow();
    }

    private void routes(HttpServerRoutes routes) {
        routes.get("/together", (request, response) -> {
                    together.countDown();
                    if (together.getCount() == 0) {
                        all.tryEmitEmpty();
                    }
                    return all.asMono()
                            .then(response.sendString(Mono.just("ok")).then());
                })
                .get(
                        "/large",
                        (request, response) -> response.send(Flux.range(0, MANY).map(i -> part())))
                .get("/small", (request, response) -> response.sendString(Mono.just("small")))
                .head(
                        "/small",
                        (request, response) ->
                                response.header("Content-Length", "5").send())
                .put(
                        "/count",
                        (request, response) -> response.sendString(request.receive()
                                .map(ByteBuf::readableBytes)
                                .reduce(0, Integer::sum)
                                .map(String::valueOf)))
                .post(
                        "/echo",
                        (request, response) -> response.send(request.receive().retain()));
    }

    @Test
    void callWhenHundredAreUnderWayThenOneConnectionCarriesThem() {
        HttpLeg leg = leg(5);

        List<String> answers = await(Flux.range(0, CALLS)
                .flatMap(i -> leg.call(client.get("/together")).flatMap(LegClient::text), CALLS)
                .collectList());

        assertThat(answers).hasSize(CALLS).containsOnly("200 ok");
        assertThat(connections).hasValue(1);
    }

    @Test
    void callWhenAnsweredWithoutBodyThenLengthOfHeadStands() {
        LegResponse response = await(leg(1).call(client.request(HttpMethod.HEAD, "/small")));

        assertThat(response.headers().get("content-length")).isEqualTo("5");
        assertThat(response.contentLength()).isZero();
        response.discard();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void callWhenBodyIsLargeThenAllArrives(boolean lengthIsKnown) {
        HttpLeg leg = leg(1);
        Flux<ByteBuf> body = Flux.range(0, MANY).map(i -> part()).publishOn(Schedulers.single());
        long length = lengthIsKnown ? (long) MANY * PART : LegRequest.LENGTH_UNKNOWN;

        assertThat(exchange(leg, client.request(HttpMethod.PUT, "/count", length, body)))
                .isEqualTo("200 " + MANY * PART);
        assertThat(exchange(leg, client.get("/small"))).isEqualTo("200 small");
        assertThat(connections).hasValue(1);
    }

    @Test
    void callWhenBothBodiesStreamThenPartsComeBackBeforeTheNextIsSent() {
        Sinks.Many<ByteBuf> parts = Sinks.many().unicast().onBackpressureBuffer();
        parts.tryEmitNext(LegClient.bytes("a"));

        LegResponse response =
                await(leg(1).call(client.request(HttpMethod.POST, "/echo", LegRequest.LENGTH_UNKNOWN, parts.asFlux())));
        AtomicInteger echoed = new AtomicInteger();
        String read = await(response.body()
                .map(LegClient::read)
                .doOnNext(part -> {
                    if (echoed.incrementAndGet() < 3) {
                        parts.tryEmitNext(LegClient.bytes("b"));
                    } else {
                        parts.tryEmitComplete();
                    }
                })
                .collect(Collectors.joining()));

        assertThat(read).isEqualTo("abb");
    }

    @Test
    void bodyWhenReadSlowlyThenComesWholeInBoundedMemoryAndHoldsUpNobody() {
        HttpLeg leg = leg(1);
        List<LegResponse> slow = await(
                Flux.range(0, 3).flatMap(i -> leg.call(client.get("/large")), 3).collectList());

        for (int i = 0; i < 20; i++) {
            assertThat(exchange(leg, client.get("/small"))).isEqualTo("200 small");
        }
        AtomicLong received = new AtomicLong();
        for (LegResponse response : slow) {
            response.body()
                    .limitRate(1)
                    .doOnNext(part -> received.addAndGet(part.readableBytes()))
                    .doOnNext(ByteBuf::release)
                    .blockLast(PATIENCE);
        }

        assertThat(received).hasValue(3L * MANY * PART);
        assertThat(connections).hasValue(1);
    }

    @Test
    void bodyWhenNoDemandThenServiceSendsNoMoreThanTheWindow() throws Exception {
        AtomicLong taken = new AtomicLong();
        try (RawServer server = FramePeer.running(peer -> {
            peer.request();
            peer.head(3, false, ":status", "200");
            byte[] part = new byte[PART];
            for (int i = 0; i < 16; i++) {
                peer.frame(FramePeer.DATA, 0, 3, part);
            }
            // One byte over the window of the stream, which nobody has opened again.
            peer.frame(FramePeer.DATA, 0, 3, new byte[1]);
            peer.noteReset();
        })) {
            LegResponse response = await(legTo(server, 1, 0).call(client.get("/")));

            assertThat(server.event()).isEqualTo("reset 3 8");
            response.body()
                    .doOnNext(part -> taken.addAndGet(part.readableBytes()))
                    .doOnNext(ByteBuf::release)
                    .then()
                    .onErrorComplete()
                    .block(PATIENCE);
            assertThat(taken.get()).isLessThanOrEqualTo(16L * PART);
        }
    }

    @Test
    void callWhenServiceOpensNoWindowThenPartsAreNotDemanded() throws Exception {
        AtomicLong demanded = new AtomicLong();
        Flux<ByteBuf> endless =
                Flux.<ByteBuf>generate(sink -> sink.next(part())).doOnRequest(n -> demanded.addAndGet(n));
        try (RawServer server = FramePeer.running(
                peer -> {
                    peer.request();
                    peer.raw().note("asked");
                    peer.noteReset();
                },
                FramePeer.INITIAL_WINDOW_SIZE,
                0)) {
            CompletableFuture<?> call = legTo(server, 1, 0)
                    .call(client.request(HttpMethod.POST, "/", LegRequest.LENGTH_UNKNOWN, endless))
                    .toFuture()
                    .handle((none, e) -> LegClient.fault(e));
            assertThat(server.event()).isEqualTo("asked");
            client.passInSteps(Duration.ofSeconds(60));

            assertThat(call.get()).isEqualTo(UpstreamFault.RESPONSE_TIMEOUT);
            assertThat(server.event()).isEqualTo("reset 3 8");
            assertThat(demanded.get()).isLessThan(16);
        }
    }

    @Test
    void callWhenSentThenHeadIsOfHttp2() throws Exception {
        try (RawServer server = FramePeer.running(peer -> {
            Http2Headers head = peer.request();
            peer.raw()
                    .note(StreamSupport.stream(head.spliterator(), false)
                            .map(Map.Entry::toString)
                            .collect(Collectors.joining("; ")));
            peer.answer(3, "ok");
            peer.raw().await();
        })) {
            HttpHeaders headers = LegClient.headers()
                    .add("X-Mixed-Case", "Value")
                    .add("Connection", "x-named, TE")
                    .add("X-Named", "1")
                    .add("TE", "trailers")
                    .add("Keep-Alive", "1")
                    .add("Upgrade", "h2c")
                    .add("Proxy-Connection", "close")
                    .add("Transfer-Encoding", "chunked");
            LegRequest request = new LegRequest(
                    client.loop(),
                    HttpMethod.POST,
                    "/a?b=c",
                    headers,
                    LegRequest.LENGTH_UNKNOWN,
                    LegClient.parts("abc"),
                    LegLimits.ofDefaults());

            assertThat(exchange(legTo(server, 1, 0), request)).isEqualTo("200 ok");
            assertThat(server.event())
                    .isEqualTo(":method=POST; :scheme=http; :authority=service.test; :path=/a?b=c; x-mixed-case=Value");
        }
    }

    @Test
    void callWhenServiceTakesOneAtATimeThenOthersQueueInOrder() throws Exception {
        try (RawServer server = FramePeer.running(
                peer -> {
                    for (int stream = 3; stream < 9; stream += 2) {
                        peer.raw().note(String.valueOf(peer.request().path()));
                        peer.raw().await();
                        peer.answer(stream, "ok");
                    }
                    peer.raw().await();
                },
                FramePeer.MAX_CONCURRENT_STREAMS,
                1)) {
            HttpLeg leg = legTo(server, 1, 10);
            List<CompletableFuture<String>> calls = IntStream.rangeClosed(1, 3)
                    .mapToObj(i -> leg.call(client.get("/" + i))
                            .flatMap(LegClient::text)
                            .toFuture())
                    .toList();

            for (int i = 1; i <= 3; i++) {
                assertThat(server.event()).isEqualTo("/" + i);
                server.proceed();
                assertThat(calls.get(i - 1).get(10, TimeUnit.SECONDS)).isEqualTo("200 ok");
            }
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void callWhenConnectionIsFullThenASecondIsMade() throws Exception {
        try (RawServer server = FramePeer.running(
                peer -> {
                    peer.raw().note(String.valueOf(peer.request().path()));
                    peer.raw().await();
                    peer.answer(3, "ok");
                    peer.raw().awaitClose();
                },
                FramePeer.MAX_CONCURRENT_STREAMS,
                1)) {
            HttpLeg leg = legTo(server, 2, 0);
            CompletableFuture<String> first =
                    leg.call(client.get("/1")).flatMap(LegClient::text).toFuture();
            assertThat(server.event()).isEqualTo("/1");
            CompletableFuture<String> second =
                    leg.call(client.get("/2")).flatMap(LegClient::text).toFuture();
            assertThat(server.event()).isEqualTo("/2");

            assertThat(LegClient.faultOf(leg.call(client.get("/3")))).isEqualTo(GatewayFault.POOL_EXHAUSTED);
            server.proceed();
            server.proceed();
            assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo("200 ok");
            assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo("200 ok");
        }
    }

    private HttpLeg leg(int maxConnections) {
        return client.legs()
                .open(
                        new HttpTarget(false, "127.0.0.1", service.port()),
                        LegClient.limits(maxConnections, 0),
                        Protocol.HTTP2);
    }

    private HttpLeg legTo(RawServer server, int maxConnections, int maxWaiting) {
        return client.legs()
                .open(
                        new HttpTarget(false, "127.0.0.1", server.port()),
                        LegClient.limits(maxConnections, maxWaiting),
                        Protocol.HTTP2);
    }

    private static ByteBuf part() {
        return ByteBufAllocator.DEFAULT.buffer(PART).writeZero(PART);
    }
}

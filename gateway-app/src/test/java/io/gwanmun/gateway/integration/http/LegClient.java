package io.gwanmun.gateway.integration.http;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.ssl.SslContext;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;

import io.gwanmun.gateway.pipeline.Fault;
import io.gwanmun.gateway.pipeline.RefusedException;

/** One loop, its legs and a clock moved by hand, on the transport the gateway would use here. */
final class LegClient implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final PoolLimits ONE = limits(1, 0);

    private final LoopResources loops = LoopResources.create("leg", 1, true);
    private final EventLoopGroup group = loops.onServer(true);
    private final AtomicLong elapsed = new AtomicLong();
    private final NameServer names = new NameServer();
    private final HttpLegs legs;
    private final LegLimits limits = LegLimits.ofDefaults();

    LegClient() {
        this(null);
    }

    LegClient(@Nullable SslContext trust) {
        this(trust, address -> true);
    }

    LegClient(@Nullable SslContext trust, Predicate<InetAddress> allowed) {
        legs = new HttpLegs(elapsed::get, trust == null ? HttpLegs.defaultTrust() : trust, allowed, names.provider());
    }

    NameServer names() {
        return names;
    }

    static PoolLimits limits(int maxConnections, int maxWaiting) {
        PoolLimits defaults = PoolLimits.ofDefaults();
        return new PoolLimits(
                maxConnections,
                maxWaiting,
                defaults.maxWait(),
                defaults.maxIdle(),
                defaults.maxLife(),
                defaults.connectTimeout());
    }

    EventLoop loop() {
        return group.next();
    }

    HttpLegs legs() {
        return legs;
    }

    HttpLeg to(RawServer server) {
        return to(server, ONE);
    }

    HttpLeg to(RawServer server, PoolLimits pool) {
        return legs.open(new HttpTarget(false, "127.0.0.1", server.port()), pool);
    }

    /** Lets the clock of all time limits go on. */
    void pass(Duration time) {
        elapsed.addAndGet(time.toNanos());
    }

    /** Lets time pass so that each look of the coarse clock sees a part of it. */
    void passInSteps(Duration time) {
        awaitLook();
        pass(time.dividedBy(2));
        awaitLook();
        pass(time.dividedBy(2));
        awaitLook();
    }

    private void awaitLook() {
        loop().schedule(() -> {}, 2 * HttpLegs.SWEEP_MILLIS, TimeUnit.MILLISECONDS)
                .syncUninterruptibly();
    }

    LegRequest request(HttpMethod method, String uri) {
        return LegRequest.of(loop(), method, uri, headers(), limits);
    }

    LegRequest request(HttpMethod method, String uri, long length, Publisher<? extends ByteBuf> body) {
        return new LegRequest(loop(), method, uri, headers(), length, body, limits);
    }

    LegRequest get(String uri) {
        return request(HttpMethod.GET, uri);
    }

    static HttpHeaders headers() {
        return new DefaultHttpHeaders().set(HttpHeaderNames.HOST, "service.test");
    }

    static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
    }

    /** Returns status and body of an answer, like {@code 200 hello}. */
    static Mono<String> text(LegResponse response) {
        return response.body()
                .map(LegClient::read)
                .collect(StringBuilder::new, StringBuilder::append)
                .map(body -> response.status().code() + " " + body);
    }

    static String read(@Nullable ByteBuf part) {
        if (part == null) {
            return "no buffer";
        }
        try {
            return part.toString(StandardCharsets.ISO_8859_1);
        } finally {
            part.release();
        }
    }

    /** Waits for a value. */
    static <T> T await(Mono<T> value) {
        return Objects.requireNonNull(value.block(PATIENCE));
    }

    /** Calls and returns status and body. */
    static String exchange(HttpLeg leg, LegRequest request) {
        return await(leg.call(request).flatMap(LegClient::text));
    }

    /** Returns what a signal carries; fails when it is not a refusal. */
    static Fault fault(Throwable signal) {
        return ((RefusedException) signal).refusal().fault();
    }

    /** Returns the fault a call ends with. */
    static Fault faultOf(Mono<?> call) {
        return await(call.flatMap(any -> Mono.<Fault>error(new AssertionError("answered")))
                .onErrorResume(RefusedException.class, e -> Mono.just(fault(e))));
    }

    static Flux<ByteBuf> parts(String... texts) {
        return Flux.fromArray(texts).map(LegClient::bytes);
    }

    @Override
    public void close() {
        legs.close();
        names.close();
        loops.disposeLater(Duration.ZERO, PATIENCE).block(PATIENCE);
    }
}

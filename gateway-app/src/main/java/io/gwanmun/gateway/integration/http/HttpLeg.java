package io.gwanmun.gateway.integration.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;

import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslContext;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

/**
 * The way to one target over HTTP/1.1, with the connections kept open to it.
 *
 * <p>Connections belong to an event loop: a call stays on the loop of its client and takes the connection that became free
 * last on this loop. A connection is idle, or carries exactly one call, or is closed; it goes back to idle only when
 * request and response ended beyond doubt. Lives as long as its upstream is configured, so it outlasts changes of routes.
 */
public final class HttpLeg implements AutoCloseable {

    private final HttpLegs legs;
    private final HttpTarget target;
    private final PoolLimits limits;
    private final @Nullable SslContext tls;
    private final Map<EventLoop, LoopPool> pools = new ConcurrentHashMap<>();
    private volatile boolean closed;

    HttpLeg(HttpLegs legs, HttpTarget target, PoolLimits limits, @Nullable SslContext tls) {
        this.legs = legs;
        this.target = target;
        this.limits = limits;
        this.tls = tls;
    }

    /** Returns where the calls go. */
    public HttpTarget target() {
        return target;
    }

    /**
     * Calls the service when subscribed and demanded, once for each subscriber. A request that may be repeated and found
     * its kept connection closed before a byte came back is sent once more, on a new connection.
     *
     * <p>Fails with a {@code RefusedException}: {@code POOL_EXHAUSTED}, {@code NAME_UNRESOLVED}, {@code UNREACHABLE},
     * {@code CONNECT_TIMEOUT}, {@code TLS_FAILED}, {@code CLOSED_EARLY}, {@code RESPONSE_TIMEOUT}, {@code BAD_RESPONSE};
     * {@code INTERNAL} when the body is not as long as declared; and with the error of the request's body as it is.
     * Cancelling closes the connection of the call.
     *
     * @return one response, which the subscriber must take or discard
     */
    public Mono<LegResponse> call(LegRequest request) {
        return new Call(this, request, false);
    }

    /**
     * Calls the service as {@link #call} does, on a new connection where there is room for one, and asks it to go over to WebSocket. When it does, the response has the status
     * 101 and a {@link LegResponse#tunnel()}, and its connection has left the pool; else it is a response like any other.
     *
     * @param request a {@code GET} without a body, with the {@code Sec-WebSocket-*} headers of the handshake
     */
    public Mono<LegResponse> upgrade(LegRequest request) {
        return new Call(this, request, true);
    }

    /** Returns how busy the connections are; for meters, from any thread. */
    public LegState state() {
        LegState sum = new LegState(0, 0, 0);
        for (LoopPool pool : pools.values()) {
            sum = sum.plus(pool.state());
        }
        return sum;
    }

    /**
     * Closes idle connections now, and the others when their calls have ended. Calls that still come are served, on
     * connections of their own.
     */
    @Override
    public void close() {
        closed = true;
        pools.forEach(HttpLeg::drain);
    }

    private static void drain(EventLoop loop, LoopPool pool) {
        try {
            loop.execute(pool::drain);
        } catch (RejectedExecutionException ended) {
            // The loop closed its connections when it ended.
        }
    }

    boolean isClosed() {
        return closed;
    }

    PoolLimits limits() {
        return limits;
    }

    @Nullable
    SslContext tls() {
        return tls;
    }

    HttpLegs legs() {
        return legs;
    }

    LoopPool pool(EventLoop loop) {
        LoopPool pool = pools.get(loop);
        return pool != null ? pool : pools.computeIfAbsent(loop, key -> new LoopPool(this, key));
    }

    private static final class Call extends Mono<LegResponse> {

        private final HttpLeg leg;
        private final LegRequest request;
        private final boolean upgrade;

        Call(HttpLeg leg, LegRequest request, boolean upgrade) {
            this.leg = leg;
            this.request = request;
            this.upgrade = upgrade;
        }

        @Override
        public void subscribe(CoreSubscriber<? super LegResponse> actual) {
            actual.onSubscribe(new LegCall(leg, request, upgrade, actual));
        }
    }
}

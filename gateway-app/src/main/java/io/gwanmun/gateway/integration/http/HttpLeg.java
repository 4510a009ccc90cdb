package io.gwanmun.gateway.integration.http;

import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;

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
    private final Predicate<InetAddress> allowed;
    private final Map<EventLoop, LoopPool> pools = new ConcurrentHashMap<>();
    private volatile boolean closed;

    HttpLeg(
            HttpLegs legs,
            HttpTarget target,
            PoolLimits limits,
            @Nullable SslContext tls,
            Predicate<InetAddress> allowed) {
        this.legs = legs;
        this.target = target;
        this.limits = limits;
        this.tls = tls;
        this.allowed = allowed;
    }

    /** Returns where the calls go. */
    public HttpTarget target() {
        return target;
    }

    /**
     * Calls the service when subscribed and demanded, once for each subscriber. A request that may be repeated and found
     * its kept connection closed before a byte came back is sent once more, on a new connection.
     *
     * <p>Fails with a {@code RefusedException}: {@code POOL_EXHAUSTED}, {@code NAME_UNRESOLVED}, {@code ADDRESS_REFUSED}, {@code UNREACHABLE},
     * {@code CONNECT_TIMEOUT}, {@code TLS_FAILED}, {@code CLOSED_EARLY}, {@code RESPONSE_TIMEOUT}, {@code BAD_RESPONSE};
     * {@code INTERNAL} when the body is not as long as declared; and with the error of the request's body as it is.
     * Cancelling closes the connection of the call.
     *
     * @return one response, which the subscriber must take or discard
     */
    public Mono<LegResponse> call(LegRequest request) {
        return new Call(this, request);
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

    /** Says which addresses may be connected to. */
    Predicate<InetAddress> allowed() {
        return allowed;
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

        Call(HttpLeg leg, LegRequest request) {
            this.leg = leg;
            this.request = request;
        }

        @Override
        public void subscribe(CoreSubscriber<? super LegResponse> actual) {
            actual.onSubscribe(new LegCall(leg, request, actual));
        }
    }
}

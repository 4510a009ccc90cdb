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
 * The way to one target over HTTP/1.1 or HTTP/2, with the connections kept open to it.
 *
 * <p>Connections belong to an event loop: a call stays on the loop of its client. Over HTTP/1.1 it takes the connection that
 * became free last on this loop. A connection is idle, or carries exactly one call, or is closed; it goes back to idle only
 * when request and response ended beyond doubt. Over HTTP/2 a call is a stream of a connection that has one to spare; the
 * next connection is made when none has. Lives as long as its upstream is configured, so it outlasts changes of routes.
 */
public final class HttpLeg implements AutoCloseable {

    private final HttpLegs legs;
    private final HttpTarget target;
    private final PoolLimits limits;
    private final @Nullable SslContext tls;
    private final Protocol protocol;
    private final HttpLeg http1;
    private final String serverName;
    private final Predicate<InetAddress> allowed;
    private final Map<EventLoop, LoopPool> pools = new ConcurrentHashMap<>();
    private volatile boolean closed;

    HttpLeg(HttpLegs legs, HttpTarget target, LegSettings settings) {
        String name = settings.serverName();
        this.legs = legs;
        this.target = target;
        this.limits = settings.pool();
        this.tls = target.secure() ? settings.trust() : null;
        this.serverName = name == null ? target.host() : name;
        this.allowed = settings.allowed();
        // Without TLS there is no offer of protocols.
        this.protocol = settings.protocol() == Protocol.AUTO && !target.secure() ? Protocol.HTTP1 : settings.protocol();
        this.http1 = protocol == Protocol.HTTP1 ? this : new HttpLeg(legs, target, settings.overHttp1());
    }

    /** Returns where the calls go. */
    public HttpTarget target() {
        return target;
    }

    /**
     * Calls the service when subscribed and demanded, once for each subscriber. A request that may be repeated and found
     * its kept connection closed before a byte came back is sent once more, on a new connection; so is a request without a
     * body that a service of HTTP/2 refused unread.
     *
     * <p>Fails with a {@code RefusedException}: {@code POOL_EXHAUSTED}, {@code NAME_UNRESOLVED}, {@code ADDRESS_REFUSED}, {@code UNREACHABLE},
     * {@code CONNECT_TIMEOUT}, {@code TLS_FAILED}, {@code CLOSED_EARLY}, {@code RESPONSE_TIMEOUT}, {@code BAD_RESPONSE};
     * as an {@link UnansweredException} when nothing of an answer had come; {@code INTERNAL} when the body is not as long as declared; and with the error of the request's body as it is.
     * Cancelling closes the connection of the call, or resets its stream of HTTP/2.
     *
     * @return one response, which the subscriber must take or discard
     */
    public Mono<LegResponse> call(LegRequest request) {
        return new Call(this, request, false, false);
    }

    /** Calls the service as {@link #call} does, but never sends twice: for a request that others were asked before. */
    public Mono<LegResponse> callOnce(LegRequest request) {
        return new Call(this, request, false, true);
    }

    /**
     * Calls the service as {@link #call} does, on a new connection where there is room for one, and asks it to go over to WebSocket. When it does, the response has the status
     * 101 and a {@link LegResponse#tunnel()}, and its connection has left the pool; else it is a response like any other.
     *
     * @param request a {@code GET} without a body, with the {@code Sec-WebSocket-*} headers of the handshake
     */
    public Mono<LegResponse> upgrade(LegRequest request) {
        return new Call(http1, request, true, false);
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
        if (protocol != Protocol.HTTP1) {
            http1.close();
        }
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

    /** Returns the name that the certificate of the service must bear. */
    String serverName() {
        return serverName;
    }

    HttpLegs legs() {
        return legs;
    }

    /** Returns what is spoken; {@code AUTO} only where there is a choice. */
    Protocol protocol() {
        return protocol;
    }

    LoopPool pool(EventLoop loop) {
        LoopPool pool = pools.get(loop);
        return pool != null ? pool : pools.computeIfAbsent(loop, key -> new LoopPool(this, key));
    }

    private static final class Call extends Mono<LegResponse> {

        private final HttpLeg leg;
        private final LegRequest request;
        private final boolean upgrade;
        private final boolean once;

        Call(HttpLeg leg, LegRequest request, boolean upgrade, boolean once) {
            this.leg = leg;
            this.request = request;
            this.upgrade = upgrade;
            this.once = once;
        }

        @Override
        public void subscribe(CoreSubscriber<? super LegResponse> actual) {
            actual.onSubscribe(new LegCall(leg, request, upgrade, once, actual));
        }
    }
}

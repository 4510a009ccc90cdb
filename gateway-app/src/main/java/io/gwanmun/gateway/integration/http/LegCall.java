package io.gwanmun.gateway.integration.http;

import java.util.concurrent.atomic.AtomicBoolean;

import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpMethod;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;

import io.gwanmun.gateway.pipeline.RefusedException;
import io.gwanmun.gateway.pipeline.UpstreamFault;

/**
 * One call on its way, from the subscriber's demand to the response or an error.
 *
 * <p>States: <i>new</i>; in the line of a pool; on a connection that is being made or sends the request and waits for the
 * head; <i>over</i>. It is over when the response is handed out, an error is signalled, or the subscriber cancelled,
 * whichever is first; then nothing is signalled any more, and a response that still comes is discarded. The request body
 * may be sent on for a while after that: {@link RequestSender} ends with the response, through the connection.
 *
 * <p>Works on the loop of the request; demand and cancellation may come from any thread.
 */
final class LegCall implements Subscription {

    private final HttpLeg leg;
    private final LegRequest request;
    private final boolean upgrade;
    private final EventLoop loop;
    private final CoreSubscriber<? super LegResponse> actual;
    private final AtomicBoolean demanded = new AtomicBoolean();
    private @Nullable LoopPool line;
    private @Nullable LegCarrier carrier;
    private @Nullable RequestSender sender;
    private long startedNanos;
    private long waitsSinceNanos;
    private boolean sent;
    private boolean repeated;
    private boolean over;

    LegCall(
            HttpLeg leg,
            LegRequest request,
            boolean upgrade,
            boolean once,
            CoreSubscriber<? super LegResponse> actual) {
        this.leg = leg;
        this.repeated = once;
        this.request = request;
        this.upgrade = upgrade;
        this.loop = request.eventLoop();
        this.actual = actual;
    }

    @Override
    public void request(long n) {
        if (Operators.validate(n) && demanded.compareAndSet(false, true)) {
            if (loop.inEventLoop()) {
                start();
            } else {
                loop.execute(this::start);
            }
        }
    }

    @Override
    public void cancel() {
        if (loop.inEventLoop()) {
            cancelled();
        } else {
            loop.execute(this::cancelled);
        }
    }

    long startedNanos() {
        return startedNanos;
    }

    boolean isHead() {
        return HttpMethod.HEAD.equals(request.method());
    }

    /** Says whether the service was asked to go over to another protocol. */
    boolean isUpgrade() {
        return upgrade;
    }

    long bodyIdleNanos() {
        return request.limits().bodyIdleTimeout().toNanos();
    }

    /** Says whether the call may be sent once more when its connection was closed without an answer. */
    boolean mayRepeat() {
        return !repeated && request.isRepeatable();
    }

    /** Says whether the call may be sent once more when the service has said that it did not look at it. */
    boolean mayResend() {
        return !repeated && request.body() == null;
    }

    /** Goes on with a new connection after a kept one had been closed, or the call refused, by the service. */
    void repeat(LoopPool pool) {
        repeated = true;
        sent = false;
        carrier = null;
        pool.acquireNew(this);
    }

    /** The service has said that it did not look at the call; whether it can be sent again is a question of its body. */
    void refusedUnread() {
        sent = request.body() != null;
    }

    void waitIn(LoopPool pool) {
        line = pool;
    }

    void usesNow(LegCarrier given) {
        line = null;
        carrier = given;
    }

    /** Writes the request to its carrier. */
    void send() {
        sent = true;
        if (request.body() == null) {
            carrier().writeHead(request, true);
        } else {
            sender = new RequestSender(carrier(), request);
            sender.start();
        }
    }

    boolean isSending() {
        return sender != null && sender.isSending();
    }

    void stopSending() {
        if (sender != null) {
            sender.stop();
        }
    }

    void onWritable() {
        if (sender != null) {
            sender.onWritable();
        }
    }

    /** Takes note of whether the client is waited for. */
    void look(Hold hold, long now) {
        if (sender == null) {
            hold.rest();
        } else {
            hold.look(now, sender.awaitsPart(), sender.sent());
        }
    }

    /** Says whether the head is late. While a body is sent, each part the service takes starts the time anew. */
    boolean isOverdue(long now) {
        if (sender != null && sender.moved()) {
            waitsSinceNanos = now;
        }
        return now - waitsSinceNanos >= request.limits().responseTimeout().toNanos();
    }

    void deliver(LegResponse response) {
        if (over) {
            response.discard();
        } else {
            over = true;
            actual.onNext(response);
            actual.onComplete();
        }
    }

    void fail(Throwable error) {
        if (!over) {
            over = true;
            actual.onError(told(error));
        }
    }

    /** Adds to a failure of the service that nothing of an answer had come. */
    private Throwable told(Throwable error) {
        if (error instanceof RefusedException refused && refused.refusal().fault() instanceof UpstreamFault fault) {
            boolean broke = fault == UpstreamFault.CLOSED_EARLY || fault == UpstreamFault.TLS_FAILED;
            if (!sent || broke && !carrier().isAnswered()) {
                return new UnansweredException(refused.refusal(), sent);
            }
        }
        return error;
    }

    private void start() {
        if (!over) {
            LoopPool pool = leg.pool(loop);
            startedNanos = pool.nanos();
            waitsSinceNanos = startedNanos;
            Framing.apply(request);
            if (upgrade) {
                Framing.upgrade(request.headers());
                pool.acquireNew(this);
            } else {
                pool.acquire(this, startedNanos);
            }
        }
    }

    private void cancelled() {
        if (!over) {
            over = true;
            if (line != null) {
                line.forget(this);
            } else if (carrier != null) {
                carrier.abandon(this);
            }
        }
    }

    private LegCarrier carrier() {
        LegCarrier present = carrier;
        if (present == null) {
            throw new IllegalStateException("The call has no connection");
        }
        return present;
    }
}

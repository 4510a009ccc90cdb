package io.gwanmun.gateway.integration.http;

import java.util.Objects;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;

import io.gwanmun.gateway.pipeline.GatewayFault;

/**
 * Sends a request with a body: the head, then part by part, one demanded when the one before found room in the channel.
 *
 * <p>Writes are flushed once at the end of the turn of the loop, so head and first part leave together, and the end with
 * the last part when it is known by then. Each part is released by the channel, or here when sending has stopped. A body
 * longer or shorter than declared would be taken for another request; it closes the connection. Works on the loop of the
 * connection; signals of the body may come from any thread, one after the other.
 */
final class RequestSender implements CoreSubscriber<ByteBuf>, Runnable {

    private final LegCarrier carrier;
    private final LegRequest request;
    private final EventLoop loop;
    private final Channel channel;
    private volatile @Nullable Subscription parts;
    private long remaining;
    private long sent;
    private boolean awaitsPart;
    private boolean flushPlanned;
    private boolean moved;
    private boolean stopped;

    RequestSender(LegCarrier carrier, LegRequest request) {
        this.carrier = carrier;
        this.request = request;
        this.loop = request.eventLoop();
        this.channel = carrier.channel();
        this.remaining = request.contentLength();
    }

    @SuppressWarnings("unchecked") // a publisher only gives, so one of a narrower type is as good
    void start() {
        carrier.writeHead(request, false);
        planFlush();
        Publisher<ByteBuf> body = (Publisher<ByteBuf>) Objects.requireNonNull(request.body());
        if (!stopped) {
            body.subscribe(this);
        }
    }

    boolean isSending() {
        return !stopped;
    }

    /** Stops without an end, which leaves the connection unfit for another call. */
    void stop() {
        if (!stopped) {
            stopped = true;
            Subscription subscription = parts;
            if (subscription != null) {
                subscription.cancel();
            }
        }
    }

    /** Says whether, since asked last, a part was written or the next part was not there; false when the service takes none. */
    boolean moved() {
        boolean was = moved || awaitsPart();
        moved = false;
        return was;
    }

    /** Says whether the next part is what is waited for. */
    boolean awaitsPart() {
        return !stopped && awaitsPart && channel.isWritable();
    }

    /** Returns how many bytes of the body were written. */
    long sent() {
        return sent;
    }

    void onWritable() {
        if (!stopped && !awaitsPart) {
            moved = true;
            demandPart();
        }
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        if (Operators.validate(parts, subscription)) {
            parts = subscription;
            if (loop.inEventLoop()) {
                demandPart();
            } else {
                loop.execute(this::demandPart);
            }
        }
    }

    @Override
    public void onNext(ByteBuf part) {
        if (loop.inEventLoop()) {
            send(part);
        } else {
            loop.execute(() -> send(part));
        }
    }

    @Override
    public void onError(Throwable error) {
        if (loop.inEventLoop()) {
            broken(error);
        } else {
            loop.execute(() -> broken(error));
        }
    }

    @Override
    public void onComplete() {
        if (loop.inEventLoop()) {
            end();
        } else {
            loop.execute(this::end);
        }
    }

    /** Flushes what this turn of the loop has written. */
    @Override
    public void run() {
        if (flushPlanned) {
            flushPlanned = false;
            channel.flush();
        }
    }

    private void send(ByteBuf part) {
        if (stopped) {
            part.release();
            return;
        }
        awaitsPart = false;
        moved = true;
        int length = part.readableBytes();
        if (remaining >= 0 && length > remaining) {
            part.release();
            carrier.abort(GatewayFault.INTERNAL);
            return;
        }
        remaining -= remaining < 0 ? 0 : length;
        sent += length;
        if (length == 0) {
            part.release();
        } else {
            carrier.writePart(part);
            planFlush();
        }
        if (remaining == 0) {
            // All that was announced is there; the service may answer before the body says that it has ended.
            end();
        } else if (channel.isWritable()) {
            demandPart();
        } else {
            flushPlanned = false;
            channel.flush();
        }
    }

    private void end() {
        if (stopped) {
            return;
        }
        if (remaining > 0) {
            carrier.abort(GatewayFault.INTERNAL);
            return;
        }
        stopped = true;
        moved = true;
        carrier.writeEnd();
        flushPlanned = false;
        channel.flush();
    }

    private void broken(Throwable error) {
        if (!stopped) {
            stopped = true;
            carrier.abort(error);
        }
    }

    private void demandPart() {
        Subscription subscription = parts;
        if (subscription == null || awaitsPart) {
            return;
        }
        if (stopped) {
            subscription.cancel();
        } else {
            awaitsPart = true;
            subscription.request(1);
        }
    }

    private void planFlush() {
        if (!flushPlanned) {
            flushPlanned = true;
            loop.execute(this);
        }
    }
}

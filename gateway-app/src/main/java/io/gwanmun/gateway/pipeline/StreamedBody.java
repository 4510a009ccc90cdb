package io.gwanmun.gateway.pipeline;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.ByteToMessageDecoder;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;

/**
 * A body that arrives while it is read; for one subscriber.
 *
 * <p>A part goes straight to the subscriber while there is demand. The first part without demand is kept and switches
 * reading off, so at most what one turn of the loop read is held; demand that finds nothing kept switches it on again.
 * With steady demand reading is never switched. A part belongs to the body until it is handed on; cancelling releases the
 * kept ones and tells the source. An end or an error is signalled after the kept parts. Before there is a subscriber, a
 * beginning may be gathered.
 *
 * <p>Works on the event loop of its source; demand and cancellation may come from any thread.
 */
public class StreamedBody extends Flux<ByteBuf> implements Subscription {

    private final EventLoop loop;
    private final AtomicBoolean taken = new AtomicBoolean();
    private final Deque<ByteBuf> kept = new ArrayDeque<>(4);
    private @Nullable Source source;
    private volatile @Nullable CoreSubscriber<? super ByteBuf> actual;
    private @Nullable Throwable error;
    private @Nullable Runnable gathered;
    private long wanted;
    private long demand;
    private boolean arrived;
    private boolean emitting;
    private boolean ended;
    private boolean over;

    /** A body whose parts are still to come. */
    public StreamedBody(EventLoop loop, Source source) {
        this.source = source;
        this.loop = loop;
    }

    /** A body that has arrived. */
    public StreamedBody(EventLoop loop, ByteBuf whole) {
        this.loop = loop;
        kept.addLast(whole);
        ended = true;
    }

    @Override
    public void subscribe(CoreSubscriber<? super ByteBuf> subscriber) {
        if (!taken.compareAndSet(false, true)) {
            Operators.error(subscriber, new IllegalStateException("The body has one subscriber only"));
            return;
        }
        actual = subscriber;
        subscriber.onSubscribe(this);
        // An end without a part is signalled without demand.
        request0(0);
    }

    @Override
    public void request(long n) {
        if (Operators.validate(n)) {
            request0(n);
        }
    }

    private void request0(long n) {
        if (loop.inEventLoop()) {
            demanded(n);
        } else {
            loop.execute(() -> demanded(n));
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

    /** Takes a part that has arrived. */
    public void onPart(ByteBuf part) {
        if (over) {
            part.release();
            return;
        }
        arrived = true;
        if (gathered == null) {
            kept.addLast(part);
        } else if (!isEnough(part)) {
            return;
        }
        emit();
        if (!kept.isEmpty() && source != null) {
            source.pauseReading();
        }
    }

    /**
     * Keeps what arrives until so many bytes are there, or the end; then runs the action, at once when nothing is to be
     * awaited. They are kept in one piece, so that small parts cost no more memory than they have bytes.
     */
    public void gather(long bytes, Runnable action) {
        if (ended || over || actual != null || !kept.isEmpty()) {
            action.run();
        } else {
            wanted = bytes;
            gathered = action;
        }
    }

    /**
     * Keeps what has arrived and what arrives until so many bytes are there, or the end; then runs the action. Differs from
     * {@link #gather} in that a part which is there already is no reason to go on.
     */
    public void hold(long bytes, Runnable action) {
        ByteBuf before = held();
        if (ended || over || actual != null || before.readableBytes() >= bytes) {
            action.run();
            return;
        }
        wanted = bytes;
        gathered = action;
        if (source != null) {
            source.resumeReading();
        }
    }

    /** Returns what is kept, in one piece; it still belongs to the body. */
    public ByteBuf held() {
        while (kept.size() > 1) {
            kept.addFirst(merged(kept.removeFirst(), kept.removeFirst()));
        }
        ByteBuf whole = kept.peekFirst();
        return whole == null ? Unpooled.EMPTY_BUFFER : whole;
    }

    private static ByteBuf merged(ByteBuf before, ByteBuf part) {
        return ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(part.alloc(), before, part);
    }

    /** Goes back to keeping no more than one part; the action of {@link #gather} is not run any more. */
    public void stopGathering() {
        gathered = null;
    }

    private boolean isEnough(ByteBuf part) {
        ByteBuf before = kept.pollLast();
        ByteBuf whole = before == null ? part : merged(before, part);
        kept.addLast(whole);
        if (whole.readableBytes() < wanted) {
            return false;
        }
        endGathering();
        return true;
    }

    private void endGathering() {
        Runnable action = gathered;
        gathered = null;
        if (action != null) {
            action.run();
        }
    }

    /** All parts have arrived, and the source has gone its way. */
    public void complete() {
        source = null;
        ended = true;
        endGathering();
        emit();
    }

    /** No more parts will arrive, and the source is closed. What nobody reads is released now. */
    public void fail(Throwable cause) {
        error = cause;
        if (actual == null) {
            releaseKept();
        }
        complete();
    }

    /** Says whether, since asked last, a part arrived or a slow reader was why none could. */
    public boolean moved() {
        boolean moved = arrived || awaitsReader();
        arrived = false;
        return moved;
    }

    /** Says whether there is a reader that takes nothing now. */
    public boolean awaitsReader() {
        return actual != null && demand == 0;
    }

    private void demanded(long n) {
        demand = Operators.addCap(demand, n);
        emit();
        if (!over && demand > 0 && source != null) {
            source.resumeReading();
        }
    }

    private void cancelled() {
        if (!over) {
            over = true;
            releaseKept();
            if (source != null) {
                source.abandoned(this);
                source = null;
            }
        }
    }

    private void releaseKept() {
        kept.forEach(ByteBuf::release);
        kept.clear();
    }

    private void emit() {
        CoreSubscriber<? super ByteBuf> reader = actual;
        if (emitting || reader == null) {
            return;
        }
        emitting = true;
        try {
            while (demand > 0 && !kept.isEmpty()) {
                demand--;
                reader.onNext(kept.removeFirst());
            }
        } finally {
            emitting = false;
        }
        if (ended && !over && kept.isEmpty()) {
            over = true;
            if (error == null) {
                reader.onComplete();
            } else {
                reader.onError(error);
            }
        }
    }

    /** Where the parts come from. */
    public interface Source {

        /** No part can be taken now. */
        void pauseReading();

        /** Parts can be taken again. */
        void resumeReading();

        /** Nobody reads the body any more, and its end has not come. */
        void abandoned(StreamedBody body);
    }
}

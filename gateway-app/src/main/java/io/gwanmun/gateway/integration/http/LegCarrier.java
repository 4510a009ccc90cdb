package io.gwanmun.gateway.integration.http;

import java.util.Objects;
import java.util.function.Function;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpResponse;
import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.pipeline.Fault;
import io.gwanmun.gateway.pipeline.RefusedException;
import io.gwanmun.gateway.pipeline.StreamedBody;
import io.gwanmun.gateway.pipeline.UpstreamFault;

/**
 * What carries one call at a time: a connection of HTTP/1.1, or a stream of HTTP/2.
 *
 * <p>A call leaves its carrier in one of three ways: {@link #finish} when its response ended, {@link #abort} when something
 * failed, and {@link #abandon} when nobody waits for it. Whatever way, {@link #detach} comes first, so each happens once.
 * Used on its loop only.
 */
abstract class LegCarrier extends ChannelInboundHandlerAdapter implements StreamedBody.Source {

    private final LoopPool pool;
    private final ResponseReader reader = new ResponseReader(this);
    private @Nullable Channel channel;
    private @Nullable LegCall call;
    private @Nullable LegBody body;
    private long sinceNanos;

    LegCarrier(LoopPool pool) {
        this.pool = pool;
    }

    /** Writes the head of a request; its end and all that was written before, when there is no body. */
    abstract void writeHead(LegRequest request, boolean ended);

    /** Writes a part of the body, which is released. */
    abstract void writePart(ByteBuf part);

    /** Writes the end of the body. */
    abstract void writeEnd();

    /** Returns how the body of a response ends, or null when that is not beyond doubt. */
    abstract @Nullable Framing framing(HttpResponse response, boolean toHead);

    /** Says whether a byte of an answer has come for the call that is carried. */
    abstract boolean isAnswered();

    /** Says whether the end of the carrier is known to be the end the service meant. */
    abstract boolean isCloseTrusted();

    /** The response has ended. */
    abstract void finish(boolean reusable);

    /** Ends the carrier; a call on it must have been detached. */
    abstract void close();

    /** The service went over to another protocol: the connection leaves its pool and HTTP, and goes with the response. */
    void switchOver(Function<LegTunnel, LegResponse> response) {
        abort(UpstreamFault.BAD_RESPONSE);
    }

    /** Nobody waits for the call any more, which has been detached. */
    abstract void leave();

    final LoopPool pool() {
        return pool;
    }

    final ResponseReader reader() {
        return reader;
    }

    final Channel channel() {
        return Objects.requireNonNull(channel);
    }

    final @Nullable Channel channelIfOpen() {
        return channel;
    }

    final void opened(Channel made) {
        channel = made;
    }

    final @Nullable LegCall call() {
        return call;
    }

    final @Nullable LegBody body() {
        return body;
    }

    /** Says whether a call is on its way, or the body of its response. */
    final boolean isBusy() {
        return call != null || body != null;
    }

    final void carry(LegCall next) {
        call = next;
        next.usesNow(this);
    }

    /** Returns when the present state began. */
    final long sinceNanos() {
        return sinceNanos;
    }

    final void since(long nanos) {
        sinceNanos = nanos;
    }

    @Override
    public final void pauseReading() {
        if (channel().config().isAutoRead()) {
            channel().config().setAutoRead(false);
        }
    }

    @Override
    public final void resumeReading() {
        if (!channel().config().isAutoRead()) {
            channel().config().setAutoRead(true);
        }
    }

    /** The head is there and the body is not: the call has its response, the body goes on. */
    final void streams(LegBody streamed, LegResponse response) {
        LegCall answered = Objects.requireNonNull(call);
        body = streamed;
        sinceNanos = pool.nanos();
        answered.deliver(response);
    }

    /** Something failed: ends the carrier and tells whoever waits for the call. */
    final void abort(Throwable error) {
        LegCall failed = call;
        LegBody cut = body;
        detach();
        reader.release();
        close();
        if (cut != null) {
            cut.fail(error);
        } else if (failed != null) {
            failed.fail(error);
        }
    }

    final void abort(Fault fault) {
        abort(new RefusedException(fault));
    }

    /** Nobody waits for the response of the call any more. */
    final void abandon(LegCall left) {
        if (call == left) {
            detach();
            leave();
        }
    }

    @Override
    public final void abandoned(StreamedBody left) {
        if (body == left) {
            detach();
            reader.release();
            close();
        }
    }

    final void detach() {
        LegCall left = call;
        call = null;
        body = null;
        if (left != null) {
            left.stopSending();
        }
    }

    /** A time limit has passed. */
    void expire(Fault fault) {
        abort(fault);
    }

    /** Ends what is overdue of the call or the body that is carried. */
    final void sweepBusy(long now) {
        LegBody streamed = body;
        if (streamed != null) {
            if (streamed.moved()) {
                sinceNanos = now;
            } else if (now - sinceNanos >= streamed.idleNanos()) {
                expire(UpstreamFault.BODY_STALLED);
            }
        } else if (call != null && call.isOverdue(now)) {
            expire(UpstreamFault.RESPONSE_TIMEOUT);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        reader.onReadComplete();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (call != null && ctx.channel().isWritable()) {
            call.onWritable();
        }
    }
}

package io.gwanmun.gateway.integration.http;

import java.io.IOException;
import java.util.Objects;
import java.util.function.Function;
import javax.net.ssl.SSLException;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.EncoderException;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.pipeline.GatewayFault;
import io.gwanmun.gateway.pipeline.Refusal;
import io.gwanmun.gateway.pipeline.RefusedException;
import io.gwanmun.gateway.pipeline.UpstreamFault;

/**
 * One connection of HTTP/1.1 to a target, from its opening to its close.
 *
 * <p>States: <i>connecting</i> for a call that may meanwhile have gone; <i>idle</i> in the stack of its pool; <i>busy</i>
 * with one call, whose response first has no head and then perhaps a body that streams; <i>closed</i>. A call that was
 * aborted or abandoned closes its connection; one that finished gives it back to the pool when nothing is in doubt. Used on
 * its loop only.
 */
final class LegConnection extends LegCarrier implements PooledConnection {

    private static final String TOO_SLOW = "Faster calls needed the connection to the service.";

    private final boolean secure;
    private final Hold hold = new Hold();
    private boolean connecting = true;
    private boolean closed;
    private int calls;
    private boolean answered;
    private boolean doubtful;
    private boolean closedInOrder;
    private long bornNanos;

    LegConnection(LoopPool pool, boolean secure) {
        super(pool);
        this.secure = secure;
    }

    void connect(Bootstrap bootstrap, LegCall first) {
        carry(first);
        since(pool().nanos());
        ChannelFuture connected = bootstrap
                .clone()
                .handler(new LegInitializer(pool().leg(), new LegDecoder(this), new LegEncoder(), this))
                .connect();
        opened(connected.channel());
        connected.addListener(this::connected);
    }

    /** Takes over a connection that is ready and has not been used. */
    void takeOver(Channel ready) {
        opened(ready);
        ready.pipeline().addLast(new LegDecoder(this), new LegEncoder(), this);
        born();
    }

    /** Starts a call on this connection, which must be idle. */
    void begin(LegCall next) {
        calls++;
        answered = false;
        hold.rest();
        reader().begin(next);
        carry(next);
        next.send();
    }

    /** Says whether a call may still start here: open, and neither too long idle nor too old. */
    boolean isFresh(long now) {
        return !closed
                && channel().isActive()
                && now - sinceNanos() < pool().leg().limits().maxIdle().toNanos()
                && now - bornNanos < pool().leg().limits().maxLife().toNanos();
    }

    /** Says whether bytes may come now, and takes note that they do. */
    boolean acceptsBytes() {
        if (!isBusy() || reader().isEnded()) {
            doubtful = true;
            if (!isBusy()) {
                close();
            }
            return false;
        }
        answered = true;
        return true;
    }

    /** Says whether the response to come answers a {@code HEAD}, and so has no body. */
    boolean answersHead() {
        LegCall asked = call();
        return asked != null && asked.isHead();
    }

    @Override
    void writeHead(LegRequest request, boolean ended) {
        Channel channel = channel();
        if (ended) {
            var unused = channel.writeAndFlush(
                    new DefaultFullHttpRequest(
                            HttpVersion.HTTP_1_1,
                            request.method(),
                            request.uri(),
                            Unpooled.EMPTY_BUFFER,
                            request.headers(),
                            EmptyHttpHeaders.INSTANCE),
                    channel.voidPromise());
        } else {
            write(new DefaultHttpRequest(HttpVersion.HTTP_1_1, request.method(), request.uri(), request.headers()));
        }
    }

    @Override
    void writePart(ByteBuf part) {
        write(new DefaultHttpContent(part));
    }

    @Override
    void writeEnd() {
        write(LastHttpContent.EMPTY_LAST_CONTENT);
    }

    private void write(Object message) {
        var unused = channel().write(message, channel().voidPromise());
    }

    @Override
    @Nullable
    Framing framing(HttpResponse response, boolean toHead) {
        return Framing.of(response, toHead);
    }

    @Override
    boolean isCloseTrusted() {
        return !secure || closedInOrder;
    }

    @Override
    boolean isAnswered() {
        return answered;
    }

    /** Gives the connection back, or closes it when {@code reusable} is false or doubt remains. */
    @Override
    void finish(boolean reusable) {
        LegCall ended = call();
        boolean clean = reusable && !doubtful && ended != null && !ended.isSending();
        detach();
        if (clean) {
            resumeReading();
            since(pool().nanos());
            pool().release(this, sinceNanos());
        } else {
            close();
        }
    }

    @Override
    void switchOver(Function<LegTunnel, LegResponse> response) {
        LegCall asked = Objects.requireNonNull(call());
        detach();
        closed = true;
        pool().forget(this);
        pauseReading();
        LegTunnel tunnel = new LegTunnel(channel());
        ChannelPipeline pipeline = channel().pipeline();
        pipeline.replace(this, null, tunnel);
        pipeline.remove(LegEncoder.class);
        // Hands on what it holds beyond the head.
        pipeline.remove(LegDecoder.class);
        asked.deliver(response.apply(tunnel));
    }

    /** A connection still being made is kept for others. */
    @Override
    void leave() {
        if (!connecting) {
            reader().release();
            close();
        }
    }

    @Override
    void close() {
        if (!closed) {
            closed = true;
            pool().forget(this);
            Channel open = channelIfOpen();
            if (open != null) {
                var unused = open.close();
            }
        }
    }

    @Override
    public void sweep(long now) {
        if (connecting) {
            if (now - sinceNanos() >= pool().leg().limits().connectTimeout().toNanos()) {
                abort(UpstreamFault.CONNECT_TIMEOUT);
            } else {
                endOverdue(now);
            }
        } else if (isBusy()) {
            look(now);
            sweepBusy(now);
        } else if (!isFresh(now)) {
            close();
        }
    }

    /** A call's own time may be over before that of connecting; the connection is still made, for others. */
    private void endOverdue(long now) {
        LegCall late = call();
        if (late != null && late.isOverdue(now)) {
            detach();
            late.fail(new RefusedException(UpstreamFault.CONNECT_TIMEOUT));
        }
    }

    private void look(long now) {
        LegBody streamed = body();
        LegCall asked = call();
        if (streamed != null) {
            hold.look(now, streamed.awaitsReader(), streamed.received());
        } else if (asked != null) {
            asked.look(hold, now);
        }
    }

    /** Says whether a slow client holds the connection up, so that others go first. */
    boolean isHeldUp(long now) {
        return isBusy() && hold.isOver(now);
    }

    /** Returns since when its client holds it up, as a reading of the clock. */
    long heldSinceNanos() {
        return hold.sinceNanos();
    }

    /** Ends the call, whose client is slow, in favour of those that wait. */
    void giveWay() {
        abort(new RefusedException(Refusal.of(GatewayFault.POOL_EXHAUSTED, TOO_SLOW)));
    }

    private void connected(Future<?> result) {
        if (result.isSuccess()) {
            if (!secure) {
                ready();
            }
        } else if (pool().loop().inEventLoop()) {
            abort(PooledConnection.whyNotConnected(result.cause()));
        } else {
            // A channel that could not even be made fails on a thread of its own.
            pool().loop().execute(() -> abort(PooledConnection.whyNotConnected(result.cause())));
        }
    }

    private void ready() {
        if (closed) {
            return;
        }
        born();
        LegCall first = call();
        if (first == null) {
            pool().release(this, bornNanos);
        } else {
            begin(first);
        }
    }

    private void born() {
        connecting = false;
        bornNanos = pool().nanos();
        since(bornNanos);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!isBusy()) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (message instanceof HttpResponse head) {
            reader().onHead(head);
        } else if (message instanceof HttpContent content) {
            reader().onContent(content);
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        reader().onReadComplete();
        lost();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                ready();
            } else {
                abort(UpstreamFault.TLS_FAILED);
            }
        } else if (event instanceof SslCloseCompletionEvent close) {
            closedInOrder = close.isSuccess();
            doubtful = true;
            if (call() == null) {
                close();
            }
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof EncoderException) {
            abort(GatewayFault.INTERNAL);
        } else if (cause.getCause() instanceof SSLException && !answered) {
            abort(UpstreamFault.TLS_FAILED);
        } else if (cause instanceof IOException) {
            writeFailed();
        } else if (cause.getCause() instanceof IOException) {
            lost();
        } else {
            abort(UpstreamFault.BAD_RESPONSE);
        }
    }

    /**
     * The service takes no more bytes. It may have answered before it stopped, so what it sent is still read; then the
     * connection ends by itself.
     */
    private void writeFailed() {
        doubtful = true;
        LegCall asked = call();
        if (asked != null) {
            asked.stopSending();
        }
    }

    /** The connection is gone under its call, if it has one. */
    private void lost() {
        LegCall cut = call();
        if (body() != null) {
            abort(UpstreamFault.BODY_TRUNCATED);
        } else if (cut != null && calls > 1 && !answered && cut.mayRepeat()) {
            detach();
            close();
            cut.repeat(pool());
        } else if (cut != null) {
            abort(connecting ? UpstreamFault.UNREACHABLE : UpstreamFault.CLOSED_EARLY);
        } else {
            close();
        }
    }
}

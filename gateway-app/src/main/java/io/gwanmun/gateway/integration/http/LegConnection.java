package io.gwanmun.gateway.integration.http;

import java.io.IOException;
import java.net.UnknownHostException;
import java.util.Objects;
import javax.net.ssl.SSLException;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.EncoderException;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.pipeline.Fault;
import io.gwanmun.gateway.pipeline.GatewayFault;
import io.gwanmun.gateway.pipeline.RefusedException;
import io.gwanmun.gateway.pipeline.StreamedBody;
import io.gwanmun.gateway.pipeline.UpstreamFault;

/**
 * One connection to a target, from its opening to its close.
 *
 * <p>States: <i>connecting</i> for a call that may meanwhile have gone; <i>idle</i> in the stack of its pool; <i>busy</i>
 * with one call, whose response first has no head and then perhaps a body that streams; <i>closed</i>. A call leaves its
 * connection in one of three ways: {@link #finish} when its response ended, {@link #abort} when something failed, and
 * {@link #abandon} when nobody waits for it. The last two close the connection; the first gives it back to the pool when
 * nothing is in doubt. Whatever way, {@link #detach} comes first, so each happens once. Used on its loop only.
 */
final class LegConnection extends ChannelInboundHandlerAdapter implements StreamedBody.Source {

    private final LoopPool pool;
    private final boolean secure;
    private final ResponseReader reader = new ResponseReader(this);
    private @Nullable Channel channel;
    private @Nullable LegCall call;
    private @Nullable LegBody body;
    private boolean connecting = true;
    private boolean closed;
    private int calls;
    private boolean answered;
    private boolean doubtful;
    private boolean closedInOrder;
    private long bornNanos;
    private long sinceNanos;

    LegConnection(LoopPool pool, boolean secure) {
        this.pool = pool;
        this.secure = secure;
    }

    void connect(Bootstrap bootstrap, LegCall first) {
        call = first;
        first.usesNow(this);
        sinceNanos = pool.nanos();
        ChannelFuture connected =
                bootstrap.clone().handler(new LegInitializer(this, pool.leg())).connect();
        channel = connected.channel();
        connected.addListener(this::connected);
    }

    /** Starts a call on this connection, which must be idle. */
    void begin(LegCall next) {
        call = next;
        calls++;
        answered = false;
        reader.begin(next);
        next.usesNow(this);
        next.send();
    }

    /** Says whether a call may still start here: open, and neither too long idle nor too old. */
    boolean isFresh(long now) {
        return !closed
                && channel().isActive()
                && now - sinceNanos < pool.leg().limits().maxIdle().toNanos()
                && now - bornNanos < pool.leg().limits().maxLife().toNanos();
    }

    Channel channel() {
        return Objects.requireNonNull(channel);
    }

    LoopPool pool() {
        return pool;
    }

    /** Says whether bytes may come now, and takes note that they do. */
    boolean acceptsBytes() {
        if (call == null && body == null || reader.isEnded()) {
            doubtful = true;
            if (call == null && body == null) {
                close();
            }
            return false;
        }
        answered = true;
        return true;
    }

    /** Says whether the response to come answers a {@code HEAD}, and so has no body. */
    boolean answersHead() {
        return call != null && call.isHead();
    }

    /** Says whether the end of the connection is known to be the end the service meant. */
    boolean isCloseTrusted() {
        return !secure || closedInOrder;
    }

    @Override
    public void pauseReading() {
        if (channel().config().isAutoRead()) {
            channel().config().setAutoRead(false);
        }
    }

    @Override
    public void resumeReading() {
        if (!channel().config().isAutoRead()) {
            channel().config().setAutoRead(true);
        }
    }

    /** The head is there and the body is not: the call has its response, the body goes on. */
    void streams(LegBody streamed, LegResponse response) {
        LegCall answeredCall = Objects.requireNonNull(call);
        body = streamed;
        sinceNanos = pool.nanos();
        answeredCall.deliver(response);
    }

    /** The response has ended. Gives the connection back, or closes it when {@code reusable} is false or doubt remains. */
    void finish(boolean reusable) {
        LegCall ended = call;
        boolean clean = reusable && !doubtful && ended != null && !ended.isSending();
        detach();
        if (clean) {
            resumeReading();
            sinceNanos = pool.nanos();
            pool.release(this, sinceNanos);
        } else {
            close();
        }
    }

    /** Something failed: closes the connection and tells whoever waits for the call. */
    void abort(Throwable error) {
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

    void abort(Fault fault) {
        abort(new RefusedException(fault));
    }

    /** Nobody waits for the response of the call any more. A connection still being made is kept for others. */
    void abandon(LegCall left) {
        if (call == left) {
            detach();
            if (!connecting) {
                reader.release();
                close();
            }
        }
    }

    @Override
    public void abandoned(StreamedBody left) {
        if (body == left) {
            detach();
            reader.release();
            close();
        }
    }

    /** Closes the connection; a call on it must have been detached. */
    void close() {
        if (!closed) {
            closed = true;
            pool.forget(this);
            if (channel != null) {
                var unused = channel.close();
            }
        }
    }

    void sweep(long now) {
        if (connecting) {
            if (now - sinceNanos >= pool.leg().limits().connectTimeout().toNanos()) {
                abort(UpstreamFault.CONNECT_TIMEOUT);
            }
        } else if (body != null) {
            sweepBody(body, now);
        } else if (call != null) {
            if (call.isOverdue(now)) {
                abort(UpstreamFault.RESPONSE_TIMEOUT);
            }
        } else if (!isFresh(now)) {
            close();
        }
    }

    private void sweepBody(LegBody streamed, long now) {
        if (streamed.moved()) {
            sinceNanos = now;
        } else if (now - sinceNanos >= streamed.idleNanos()) {
            abort(UpstreamFault.BODY_STALLED);
        }
    }

    private void detach() {
        LegCall left = call;
        call = null;
        body = null;
        if (left != null) {
            left.stopSending();
        }
    }

    private void connected(Future<?> result) {
        if (result.isSuccess()) {
            if (!secure) {
                ready();
            }
        } else if (pool.loop().inEventLoop()) {
            connectFailed(result.cause());
        } else {
            // A channel that could not even be made fails on a thread of its own.
            pool.loop().execute(() -> connectFailed(result.cause()));
        }
    }

    private void connectFailed(@Nullable Throwable cause) {
        // What is no name at all is an illegal argument to the resolver.
        if (cause instanceof UnknownHostException || cause instanceof IllegalArgumentException) {
            abort(UpstreamFault.NAME_UNRESOLVED);
        } else if (cause instanceof AddressRefusedException) {
            abort(UpstreamFault.ADDRESS_REFUSED);
        } else if (cause instanceof ConnectTimeoutException) {
            abort(UpstreamFault.CONNECT_TIMEOUT);
        } else {
            abort(UpstreamFault.UNREACHABLE);
        }
    }

    private void ready() {
        if (closed) {
            return;
        }
        connecting = false;
        bornNanos = pool.nanos();
        sinceNanos = bornNanos;
        LegCall first = call;
        if (first == null) {
            pool.release(this, bornNanos);
        } else {
            begin(first);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (call == null && body == null) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (message instanceof HttpResponse head) {
            reader.onHead(head);
        } else if (message instanceof HttpContent content) {
            reader.onContent(content);
        } else {
            ReferenceCountUtil.release(message);
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

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        reader.onReadComplete();
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
            if (call == null) {
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
        if (call != null) {
            call.stopSending();
        }
    }

    /** The connection is gone under its call, if it has one. */
    private void lost() {
        LegCall cut = call;
        if (body != null) {
            abort(UpstreamFault.BODY_TRUNCATED);
        } else if (cut != null && calls > 1 && !answered && cut.mayRepeat()) {
            detach();
            close();
            cut.repeat(pool);
        } else if (cut != null) {
            abort(connecting ? UpstreamFault.UNREACHABLE : UpstreamFault.CLOSED_EARLY);
        } else {
            close();
        }
    }
}

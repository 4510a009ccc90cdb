package io.gwanmun.gateway.integration.http;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.net.ssl.SSLException;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2SettingsFrame;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.pipeline.UpstreamFault;

/**
 * One connection of HTTP/2 to a target, from its opening to its close, with its streams.
 *
 * <p>States: <i>connecting</i>, with calls planned for it, until the service's settings are there and say how many it takes
 * at once; <i>open</i>; <i>leaving</i> when it takes no more calls, because it is too old, the service said farewell, or a
 * time limit passed in silence; <i>closed</i>. Used on its loop only.
 */
final class Http2LegConnection extends ChannelInboundHandlerAdapter implements PooledConnection {

    /** How many calls are planned before it is known: what a service should take at least (RFC 9113 section 6.5.2). */
    static final int PLANNED = 100;

    private final LoopPool pool;
    private final Set<Http2LegStream> streams = new LinkedHashSet<>();
    private final Http2FrameCodec codec = Http2Codec.newClient();
    private @Nullable Channel channel;
    private @Nullable Http2StreamChannelBootstrap opener;
    private boolean connecting = true;
    private boolean leaving;
    private boolean closed;
    private boolean proven;
    private long bornNanos;
    private long sinceNanos;
    private long heardNanos;

    Http2LegConnection(LoopPool pool) {
        this.pool = pool;
    }

    void connect(Bootstrap bootstrap) {
        sinceNanos = pool.nanos();
        HttpLeg leg = pool.leg();
        ChannelFuture connected = bootstrap
                .clone()
                .handler(new LegInitializer(leg, leg.protocol().offers(), this))
                .connect();
        channel = connected.channel();
        connected.addListener(this::connected);
    }

    /** Says whether a call may start here, or be planned. */
    boolean hasRoom(long now) {
        if (connecting) {
            return !closed && streams.size() < PLANNED;
        }
        return !leaving && channel().isActive() && codec.connection().local().canOpenStream() && !isOver(now);
    }

    /** Takes no more calls when its time is over: too long idle, or too old. */
    void drainWhenOver(long now) {
        if (!connecting && isOver(now)) {
            drain();
        }
    }

    /** Starts a call, or plans it until the connection is ready. */
    void begin(LegCall call) {
        Http2LegStream stream = new Http2LegStream(this, call);
        streams.add(stream);
        if (!connecting) {
            open(stream);
        }
    }

    LoopPool pool() {
        return pool;
    }

    /** Takes note that a call was answered. */
    void answered() {
        proven = true;
    }

    /** Says whether a call was answered before. */
    boolean isProven() {
        return proven;
    }

    /** A call got no answer in time. When nothing else came meanwhile either, the connection may be dead without a word. */
    void unanswered(long since) {
        if (heardNanos - since <= 0) {
            drain();
        }
    }

    /** Strikes off a stream that is closed. */
    void forget(Http2LegStream stream) {
        if (streams.remove(stream) && streams.isEmpty()) {
            sinceNanos = pool.nanos();
            if (!connecting && (leaving || pool.leg().isClosed())) {
                close();
            }
        }
    }

    /** Takes no more calls, and closes when the last has ended. */
    void drain() {
        if (!connecting && !leaving && !closed) {
            leaving = true;
            pool.leave(this);
            if (streams.isEmpty()) {
                close();
            }
        }
    }

    @Override
    public void sweep(long now) {
        if (connecting) {
            if (now - sinceNanos >= pool.leg().limits().connectTimeout().toNanos()) {
                fail(UpstreamFault.CONNECT_TIMEOUT);
            }
            for (Http2LegStream planned : List.copyOf(streams)) {
                planned.sweepPlanned(now);
            }
            return;
        }
        drainWhenOver(now);
        for (Http2LegStream stream : List.copyOf(streams)) {
            stream.sweep(now);
        }
    }

    private boolean isOver(long now) {
        PoolLimits limits = pool.leg().limits();
        return now - bornNanos >= limits.maxLife().toNanos()
                || streams.isEmpty() && now - sinceNanos >= limits.maxIdle().toNanos();
    }

    private Channel channel() {
        return Objects.requireNonNull(channel);
    }

    private void connected(Future<?> result) {
        if (!result.isSuccess()) {
            UpstreamFault why = PooledConnection.whyNotConnected(result.cause());
            if (pool.loop().inEventLoop()) {
                fail(why);
            } else {
                // A channel that could not even be made fails on a thread of its own.
                pool.loop().execute(() -> fail(why));
            }
        } else if (pool.leg().tls() == null) {
            speak();
        }
    }

    /** TLS is there: speaks what the service chose. */
    private void negotiated() {
        SslHandler tls = channel().pipeline().get(SslHandler.class);
        String chosen = tls == null ? "" : tls.engine().getApplicationProtocol();
        if (Protocol.H2.equals(chosen)) {
            speak();
        } else if (pool.leg().protocol() == Protocol.AUTO) {
            fallBack();
        } else {
            fail(UpstreamFault.TLS_FAILED);
        }
    }

    private void speak() {
        if (closed) {
            return;
        }
        Channel made = channel();
        ChannelPipeline pipeline = made.pipeline();
        String before = pipeline.context(this).name();
        codec.connection().addListener(new Http2ConnectionAdapter() {
            @Override
            public void onStreamClosed(Http2Stream stream) {
                pool.serveWaitingSoon();
            }
        });
        opener = new Http2StreamChannelBootstrap(made);
        Http2Codec.addBefore(pipeline, before, codec);
    }

    private void fallBack() {
        if (!closed) {
            closed = true;
            channel().pipeline().remove(this);
            pool.turnsOut(this, channel(), takeBack());
        }
    }

    /** The service has introduced itself. */
    private void ready() {
        connecting = false;
        bornNanos = pool.nanos();
        sinceNanos = bornNanos;
        for (Http2LegStream planned : List.copyOf(streams)) {
            if (!codec.connection().local().canOpenStream()) {
                break;
            }
            open(planned);
        }
        for (LegCall homeless : takeBack()) {
            pool.acquire(homeless, bornNanos);
        }
        if (pool.leg().isClosed() && streams.isEmpty()) {
            close();
        }
    }

    /** Returns the calls that were planned and have no stream. */
    private List<LegCall> takeBack() {
        List<LegCall> homeless = new ArrayList<>();
        for (Http2LegStream stream : List.copyOf(streams)) {
            LegCall call = stream.channelIfOpen() == null ? stream.takeBack() : null;
            if (call != null) {
                homeless.add(call);
            }
        }
        return homeless;
    }

    private void open(Http2LegStream stream) {
        Future<Http2StreamChannel> opened =
                Objects.requireNonNull(opener).handler(stream).open();
        if (opened.isSuccess()) {
            stream.start();
        } else {
            stream.abort(UpstreamFault.CLOSED_EARLY);
        }
    }

    /** Ends the connection and all calls on it. */
    private void fail(UpstreamFault fault) {
        close();
        for (Http2LegStream stream : List.copyOf(streams)) {
            stream.abort(fault);
        }
    }

    private void close() {
        if (!closed) {
            closed = true;
            leaving = true;
            pool.forget(this);
            if (channel != null) {
                var unused = channel.close();
            }
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object frame) {
        if (frame instanceof Http2SettingsFrame) {
            if (connecting && !closed) {
                ready();
            }
            pool.serveWaitingSoon();
        } else if (frame instanceof Http2GoAwayFrame) {
            drain();
        }
        ReferenceCountUtil.release(frame);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        heardNanos = pool.nanos();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (connecting) {
            fail(UpstreamFault.UNREACHABLE);
        } else {
            // The streams hear it for themselves, after what they have still to read.
            close();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                negotiated();
            } else {
                fail(UpstreamFault.TLS_FAILED);
            }
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof Http2Exception || cause.getCause() instanceof Http2Exception) {
            fail(UpstreamFault.BAD_RESPONSE);
        } else if (connecting) {
            fail(cause.getCause() instanceof SSLException ? UpstreamFault.TLS_FAILED : UpstreamFault.UNREACHABLE);
        } else {
            close();
        }
    }
}

package io.gwanmun.gateway.ingress.http;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLSession;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.pipeline.LoopSweep;

/**
 * Finds out what a new connection speaks: by ALPN with TLS, by the preface of HTTP/2 in clear
 * (<a href="https://datatracker.ietf.org/doc/html/rfc9113#section-3.3">RFC 9113</a>), and HTTP/1.1 for everything else. An
 * {@code Upgrade: h2c} is never honoured. Closes a connection on which nothing comes.
 */
final class ProtocolChoice extends ByteToMessageDecoder implements LoopSweep.Swept {

    private static final ByteBuf PREFACE = Http2CodecUtil.connectionPrefaceBuf();

    private final Channel channel;
    private final ServerSide server;
    private final boolean secure;
    private final long since;
    private @Nullable InetSocketAddress peer;
    private boolean negotiated;
    private boolean chosen;

    ProtocolChoice(Channel channel, ServerSide server, boolean secure) {
        this.channel = channel;
        this.server = server;
        this.secure = secure;
        this.peer = channel.remoteAddress() instanceof InetSocketAddress address ? address : null;
        LoopSweep sweep = server.sweep(channel.eventLoop());
        this.since = sweep.nanos();
        sweep.watch(this);
    }

    /** Says who is at the other end in truth, when a proxy in front tells. */
    void connectedBy(InetSocketAddress address) {
        peer = address;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (chosen || secure && !negotiated) {
            return;
        }
        int length = Math.min(in.readableBytes(), PREFACE.readableBytes());
        for (int i = 0; i < length; i++) {
            if (in.getByte(in.readerIndex() + i) != PREFACE.getByte(i)) {
                choose(context, false);
                return;
            }
        }
        if (length == PREFACE.readableBytes()) {
            choose(context, true);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (!handshake.isSuccess()) {
                context.close();
                return;
            }
            negotiated = true;
            SslHandler tls = context.pipeline().get(SslHandler.class);
            choose(context, ApplicationProtocolNames.HTTP_2.equals(tls.applicationProtocol()));
        } else if (event == Drain.EVENT) {
            context.close();
        } else {
            context.fireUserEventTriggered(event);
        }
    }

    private void choose(ChannelHandlerContext context, boolean http2) {
        chosen = true;
        SslHandler tls = secure ? context.pipeline().get(SslHandler.class) : null;
        SSLSession session = tls == null ? null : tls.engine().getSession();
        Connection connection = new Connection(
                channel,
                server,
                peer,
                session,
                channel.attr(TlsHandshake.SHOWN).get(),
                server.sweep(channel.eventLoop()));
        if (http2) {
            Http2Connection.install(connection);
        } else {
            Http1Connection.install(connection);
        }
        context.pipeline().remove(this);
    }

    @Override
    public boolean sweep(long now) {
        if (chosen || !channel.isActive()) {
            return false;
        }
        long most = server.limits()
                .headTimeout()
                .plus(secure ? server.limits().handshakeTimeout() : Duration.ZERO)
                .toNanos();
        if (now - since > most) {
            var unused = channel.close();
            return false;
        }
        return true;
    }

    /** A failed handshake, a reset: nothing can be said to the client. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        var unused = context.close();
    }
}

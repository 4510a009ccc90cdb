package io.gwanmun.gateway.ingress.http;

import java.time.Duration;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.AbstractSniHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.tls.ServerCertificate;
import io.gwanmun.gateway.tls.ServerCertificates;

/**
 * Chooses the certificate by the name a client asks for
 * (<a href="https://datatracker.ietf.org/doc/html/rfc6066#section-3">RFC 6066</a>). A name that nobody has ends the handshake
 * with {@code unrecognized_name}. The certificate stays with the connection: what it asked of the client holds for every request.
 */
final class TlsHandshake extends AbstractSniHandler<ServerCertificate> {

    /** The certificate that was shown on a connection. */
    static final AttributeKey<ServerCertificate> SHOWN = AttributeKey.valueOf(TlsHandshake.class, "shown");

    /** A fatal alert 112 in a record of its own, as TLS 1.2 and 1.3 write it before anything is encrypted. */
    private static final byte[] UNRECOGNIZED_NAME = {21, 3, 3, 0, 2, 2, 112};

    private static final int LONGEST_HELLO = 16 * 1024;

    private final ServerCertificates certificates;
    private final Duration most;

    TlsHandshake(ServerCertificates certificates, Duration most) {
        super(LONGEST_HELLO, most.toMillis());
        this.certificates = certificates;
        this.most = most;
    }

    @Override
    protected Future<ServerCertificate> lookup(ChannelHandlerContext context, @Nullable String name) {
        ServerCertificate found = certificates.find(name);
        Promise<ServerCertificate> answer = context.executor().newPromise();
        return found == null
                ? answer.setFailure(new IllegalArgumentException("no certificate for this name"))
                : answer.setSuccess(found);
    }

    @Override
    protected void onLookupComplete(
            ChannelHandlerContext context, @Nullable String name, Future<ServerCertificate> future) {
        if (!future.isSuccess()) {
            context.writeAndFlush(Unpooled.wrappedBuffer(UNRECOGNIZED_NAME)).addListener(ChannelFutureListener.CLOSE);
            return;
        }
        ServerCertificate found = future.getNow();
        context.channel().attr(SHOWN).set(found);
        SslHandler tls = found.context().newHandler(context.alloc());
        tls.setHandshakeTimeoutMillis(most.toMillis());
        context.pipeline().replace(this, "tls", tls);
    }
}

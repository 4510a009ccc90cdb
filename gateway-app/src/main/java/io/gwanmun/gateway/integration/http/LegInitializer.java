package io.gwanmun.gateway.integration.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.function.Predicate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;

/** Puts the handlers of a connection in place: the gate for addresses, TLS, and what stands behind. */
final class LegInitializer extends ChannelInitializer<Channel> {

    private final HttpLeg leg;
    private final List<String> offers;
    private final ChannelHandler[] behind;

    /** A connection that does not choose its protocol. */
    LegInitializer(HttpLeg leg, ChannelHandler... behind) {
        this(leg, List.of(), behind);
    }

    /** A connection that offers protocols in its handshake, when there is one. */
    LegInitializer(HttpLeg leg, List<String> offers, ChannelHandler... behind) {
        this.leg = leg;
        this.offers = offers;
        this.behind = behind;
    }

    @Override
    protected void initChannel(Channel made) {
        ChannelPipeline pipeline = made.pipeline();
        pipeline.addLast(new Gate(leg.allowed()));
        SslContext tls = leg.tls();
        if (tls != null) {
            HttpTarget target = leg.target();
            SslHandler handler = tls.newHandler(made.alloc(), leg.serverName(), target.port());
            offer(handler.engine());
            pipeline.addLast(handler);
        }
        pipeline.addLast(behind);
    }

    /** Adds the offer to the one engine, so that a trust serves targets of all protocols. */
    private void offer(SSLEngine engine) {
        if (!offers.isEmpty()) {
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setApplicationProtocols(offers.toArray(String[]::new));
            engine.setSSLParameters(parameters);
        }
    }

    /** Looks at the address a name was resolved to, when nothing can change it any more; then goes. */
    private static final class Gate extends ChannelOutboundHandlerAdapter {

        private final Predicate<InetAddress> allowed;

        Gate(Predicate<InetAddress> allowed) {
            this.allowed = allowed;
        }

        @Override
        public void connect(
                ChannelHandlerContext ctx, SocketAddress remote, SocketAddress local, ChannelPromise promise) {
            if (remote instanceof InetSocketAddress address && allowed.test(address.getAddress())) {
                ctx.pipeline().remove(this);
                var unused = ctx.connect(remote, local, promise);
            } else {
                promise.setFailure(new AddressRefusedException());
            }
        }
    }
}

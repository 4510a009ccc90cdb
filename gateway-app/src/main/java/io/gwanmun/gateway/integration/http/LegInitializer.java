package io.gwanmun.gateway.integration.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.function.Predicate;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.ssl.SslContext;

/** Puts the handlers of a connection in place, once for its life: the gate for addresses, TLS, the codec, the connection. */
final class LegInitializer extends ChannelInitializer<Channel> {

    private final LegConnection connection;
    private final HttpLeg leg;

    LegInitializer(LegConnection connection, HttpLeg leg) {
        this.connection = connection;
        this.leg = leg;
    }

    @Override
    protected void initChannel(Channel made) {
        ChannelPipeline pipeline = made.pipeline();
        pipeline.addLast(new Gate(leg.allowed()));
        SslContext tls = leg.tls();
        if (tls != null) {
            HttpTarget target = leg.target();
            pipeline.addLast(tls.newHandler(made.alloc(), target.host(), target.port()));
        }
        pipeline.addLast(new LegDecoder(connection), new LegEncoder(), connection);
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

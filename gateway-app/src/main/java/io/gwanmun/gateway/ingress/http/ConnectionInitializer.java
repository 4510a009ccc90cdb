package io.gwanmun.gateway.ingress.http;

import java.net.InetSocketAddress;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.ssl.SniHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.util.AsyncMapping;
import io.netty.util.concurrent.Promise;
import org.jspecify.annotations.Nullable;

/** Puts together what a new connection passes through before it is known what it speaks. */
final class ConnectionInitializer extends ChannelInitializer<Channel> {

    private final ServerSide server;
    private final Entrance entrance;
    private final @Nullable AsyncMapping<String, SslContext> certificates;

    ConnectionInitializer(ServerSide server, Entrance entrance) {
        this.server = server;
        this.entrance = entrance;
        Entrance.Certificates known = entrance.certificates();
        this.certificates = known == null ? null : (name, promise) -> find(known, name, promise);
    }

    @Override
    protected void initChannel(Channel channel) {
        if (!(channel.remoteAddress() instanceof InetSocketAddress peer)
                || !server.gate().enter(channel, peer.getAddress())) {
            channel.close();
            return;
        }
        ChannelPipeline pipeline = channel.pipeline();
        ProtocolChoice choice = new ProtocolChoice(channel, server, certificates != null);
        if (entrance.proxies() != null) {
            if (!entrance.proxies().test(peer.getAddress())) {
                channel.close();
                return;
            }
            pipeline.addLast("proxy", new HAProxyMessageDecoder(true)).addLast("announced", new ProxyHeader(choice));
        }
        if (certificates != null) {
            pipeline.addLast(
                    "sni",
                    new SniHandler(
                            certificates, server.limits().handshakeTimeout().toMillis()));
        }
        pipeline.addLast("protocol", choice);
    }

    private static Promise<SslContext> find(
            Entrance.Certificates known, @Nullable String name, Promise<SslContext> promise) {
        SslContext found = known.find(name);
        return found == null
                ? promise.setFailure(new IllegalArgumentException("no certificate for this name"))
                : promise.setSuccess(found);
    }
}

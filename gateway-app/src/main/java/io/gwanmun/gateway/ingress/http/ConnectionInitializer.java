package io.gwanmun.gateway.ingress.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Predicate;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;

import io.gwanmun.gateway.tls.ServerCertificates;

/** Puts together what a new connection passes through before it is known what it speaks. */
final class ConnectionInitializer extends ChannelInitializer<Channel> {

    private final ServerSide server;
    private final Entrance entrance;

    ConnectionInitializer(ServerSide server, Entrance entrance) {
        this.server = server;
        this.entrance = entrance;
    }

    @Override
    protected void initChannel(Channel channel) {
        Predicate<InetAddress> proxies = entrance.proxies();
        if (!(channel.remoteAddress() instanceof InetSocketAddress peer)
                || proxies != null && !proxies.test(peer.getAddress())
                || !server.gate().enter(channel, peer.getAddress())) {
            channel.close();
            return;
        }
        ChannelPipeline pipeline = channel.pipeline();
        ServerCertificates certificates = entrance.certificates();
        ProtocolChoice choice = new ProtocolChoice(channel, server, certificates != null);
        if (proxies != null) {
            pipeline.addLast("proxy", new HAProxyMessageDecoder(true)).addLast("announced", new ProxyHeader(choice));
        }
        if (certificates != null) {
            pipeline.addLast(
                    "sni", new TlsHandshake(certificates, server.limits().handshakeTimeout()));
        }
        pipeline.addLast("protocol", choice);
    }
}

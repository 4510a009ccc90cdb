package io.gwanmun.gateway.ingress.http;

import java.net.InetSocketAddress;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.util.NetUtil;

/**
 * Takes the client's address from the header that a proxy in front has put before the connection's first byte
 * (<a href="https://www.haproxy.org/download/3.0/doc/proxy-protocol.txt">PROXY protocol</a>, version 1 and 2). The proxy's own
 * checks ({@code LOCAL}, {@code UNKNOWN}) leave the address as it is.
 */
final class ProxyHeader extends SimpleChannelInboundHandler<HAProxyMessage> {

    private final ProtocolChoice choice;

    ProxyHeader(ProtocolChoice choice) {
        this.choice = choice;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HAProxyMessage header) {
        String address = header.sourceAddress();
        if (header.command() == HAProxyCommand.PROXY && address != null) {
            byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
            if (bytes == null) {
                context.close();
                return;
            }
            choice.connectedBy(
                    new InetSocketAddress(NetUtil.createInetAddressFromIpAddressString(address), header.sourcePort()));
        }
        context.pipeline().remove(this);
    }

    /** What is no such header must not be taken for a client's request. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        var unused = context.close();
    }
}

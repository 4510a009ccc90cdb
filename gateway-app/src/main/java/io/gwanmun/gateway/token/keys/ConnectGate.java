package io.gwanmun.gateway.token.keys;

import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.network.OutboundPolicy;

/**
 * Asks the outbound policy at the moment of connecting, with the very address that is connected to: what a name led to before,
 * or leads to afterwards, does not matter. In clear only addresses that are not public are connected to.
 */
public final class ConnectGate extends ChannelOutboundHandlerAdapter {

    private static final OutboundPolicy PUBLIC = OutboundPolicy.allowing();

    private final OutboundPolicy policy;
    private final boolean inClear;

    /**
     * Creates the gate of one connection.
     *
     * @param inClear whether it will have no TLS
     */
    public ConnectGate(OutboundPolicy policy, boolean inClear) {
        this.policy = policy;
        this.inClear = inClear;
    }

    @Override
    public void connect(
            ChannelHandlerContext context, SocketAddress remote, SocketAddress local, ChannelPromise promise) {
        String refused = whyNot(remote);
        if (refused == null) {
            context.connect(remote, local, promise);
        } else {
            promise.setFailure(new ConnectException(refused));
        }
    }

    private @Nullable String whyNot(SocketAddress remote) {
        if (!(remote instanceof InetSocketAddress internet) || internet.getAddress() == null) {
            return "no address of the Internet";
        }
        if (!policy.allows(internet.getAddress())) {
            OutboundPolicy.Refused refused = policy.refused(internet.getAddress());
            return refused.what() + ", which the gateway does not connect to unless you say so. Write "
                    + refused.remedy() + " if it is meant";
        }
        return inClear && PUBLIC.allows(internet.getAddress()) ? "a public address without TLS. Write https" : null;
    }
}

package io.gwanmun.gateway.ingress.http;

import java.net.InetSocketAddress;
import javax.net.ssl.SSLSession;

import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.pipeline.LoopSweep;

/**
 * What the calls of one connection have in common.
 *
 * @param channel the connection itself
 * @param server what it was accepted by
 * @param peer who is at the other end; whom a PROXY protocol header names, where one is asked for
 * @param tls the TLS session, null in clear
 * @param sweep the clock of its event loop
 */
record Connection(
        Channel channel,
        ServerSide server,
        @Nullable InetSocketAddress peer,
        @Nullable SSLSession tls,
        LoopSweep sweep) {

    ServerLimits limits() {
        return server.limits();
    }
}

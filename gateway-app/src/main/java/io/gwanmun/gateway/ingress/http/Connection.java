package io.gwanmun.gateway.ingress.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import javax.net.ssl.SSLSession;

import io.netty.channel.Channel;
import io.netty.handler.codec.CodecException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.gwanmun.gateway.pipeline.LoopSweep;
import io.gwanmun.gateway.tls.ServerCertificate;

/**
 * What the calls of one connection have in common.
 *
 * @param channel the connection itself
 * @param server what it was accepted by
 * @param peer who is at the other end; whom a PROXY protocol header names, where one is asked for
 * @param tls the TLS session, null in clear
 * @param shown the certificate the client was shown, null in clear
 * @param sweep the clock of its event loop
 */
record Connection(
        Channel channel,
        ServerSide server,
        @Nullable InetSocketAddress peer,
        @Nullable SSLSession tls,
        @Nullable ServerCertificate shown,
        LoopSweep sweep) {

    private static final Logger log = LoggerFactory.getLogger(Connection.class);

    ServerLimits limits() {
        return server.limits();
    }

    /** Ends a connection, as nothing can be said to its client; what is neither the network's fault nor the client's is logged. */
    static void broke(Channel channel, Throwable cause) {
        if (!(cause instanceof IOException || cause instanceof CodecException)) {
            log.error("A connection was ended by a mistake of the gateway's own", cause);
        }
        var unused = channel.close();
    }
}

package io.gwanmun.gateway.integration.http;

import java.net.InetAddress;
import java.util.function.Predicate;

import io.netty.handler.ssl.SslContext;
import org.jspecify.annotations.Nullable;

/**
 * How a target is called.
 *
 * @param pool what its connections may cost
 * @param protocol what is spoken with it
 * @param trust whom is trusted over TLS, and the certificate that is shown
 * @param serverName the name the service is asked for in the handshake, and that its certificate must bear; null for the
 *     target's own
 * @param allowed says which addresses may be connected to
 */
public record LegSettings(
        PoolLimits pool,
        Protocol protocol,
        SslContext trust,
        @Nullable String serverName,
        Predicate<InetAddress> allowed) {

    /** Returns the same over HTTP/1.1, which alone can go over to another protocol. */
    LegSettings overHttp1() {
        return new LegSettings(pool, Protocol.HTTP1, trust, serverName, allowed);
    }
}

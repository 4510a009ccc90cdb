package io.gwanmun.gateway.ingress.http;

import java.net.InetAddress;
import java.util.function.Predicate;

import io.netty.handler.ssl.SslContext;
import org.jspecify.annotations.Nullable;

/**
 * How connections come in at one address.
 *
 * @param certificates finds the TLS side of a host name, null for a listener in clear
 * @param proxies says from which addresses connections begin with a PROXY protocol header, null when none do; connections
 *     from other addresses are then closed
 */
public record Entrance(
        @Nullable Certificates certificates, @Nullable Predicate<InetAddress> proxies) {

    /** Finds the TLS side of a host name. */
    @FunctionalInterface
    public interface Certificates {

        /** Returns the context for a name a client asks for, null name when it asks for none; null when there is none. */
        @Nullable
        SslContext find(@Nullable String name);
    }
}

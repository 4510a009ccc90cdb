package io.gwanmun.gateway.integration.http;

import java.net.UnknownHostException;

import io.netty.channel.ConnectTimeoutException;
import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.pipeline.UpstreamFault;

/** A connection as its pool keeps it: of HTTP/1.1 for one call at a time, or of HTTP/2 for many. */
interface PooledConnection {

    /** Ends what is overdue. */
    void sweep(long now);

    /** Returns the fault of a connection that could not be made. */
    static UpstreamFault whyNotConnected(@Nullable Throwable cause) {
        // What is no name at all is an illegal argument to the resolver.
        if (cause instanceof UnknownHostException || cause instanceof IllegalArgumentException) {
            return UpstreamFault.NAME_UNRESOLVED;
        }
        if (cause instanceof AddressRefusedException) {
            return UpstreamFault.ADDRESS_REFUSED;
        }
        return cause instanceof ConnectTimeoutException ? UpstreamFault.CONNECT_TIMEOUT : UpstreamFault.UNREACHABLE;
    }
}

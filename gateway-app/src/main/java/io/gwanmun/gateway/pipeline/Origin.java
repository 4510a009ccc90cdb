package io.gwanmun.gateway.pipeline;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Where a call comes from: the one address that limits, policies, logs and services know its caller by. One instance serves
 * all calls of a connection unless a trusted proxy speaks for its callers.
 *
 * @param address the caller's address; never an IPv4-mapped one
 * @param text the address as text, without port and zone, or {@code unknown}
 * @param scheme {@code http} or {@code https}, as the caller used it
 * @param host the host the caller used, with its port if it named one, when a trusted proxy said so; null when the
 *     {@code Host} header holds
 * @param viaProxy whether the other end of the connection is a trusted proxy, so that it was asked for all of these
 * @param proxies the trusted proxies between the caller and the gateway, the nearest to the caller first; empty without
 */
public record Origin(
        InetAddress address,
        String text,
        String scheme,
        @Nullable String host,
        boolean viaProxy,
        List<String> proxies) {

    private static final String UNKNOWN = "unknown";

    /** Copies the proxies. */
    public Origin {
        proxies = List.copyOf(proxies);
    }

    /** Returns the origin of a caller that is connected directly. */
    public static Origin direct(InetAddress address, String text, String scheme) {
        return new Origin(address, text, scheme, null, false, List.of());
    }

    /** Returns the origin of a caller whose connection has no address any more: 0.0.0.0, which no caller has. */
    public static Origin unknown(String scheme) {
        return direct(nowhere(), UNKNOWN, scheme);
    }

    private static InetAddress nowhere() {
        try {
            return Inet4Address.getByAddress(new byte[4]);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("bytes: 4 (expected: an IPv4 address)", e);
        }
    }
}

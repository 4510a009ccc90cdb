package io.gwanmun.gateway.integration.http;

import io.netty.util.NetUtil;

/**
 * Where a service listens.
 *
 * @param secure whether the connection is TLS
 * @param host a name or a literal address, an IPv6 address without brackets
 * @param port 1 to 65535
 */
public record HttpTarget(boolean secure, String host, int port) {

    private static final int PLAIN_PORT = 80;
    private static final int SECURE_PORT = 443;
    private static final int MAX_PORT = 65535;

    public HttpTarget {
        if (host.isBlank()) {
            throw new IllegalArgumentException("host: '" + host + "' (expected: a name or an address)");
        }
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("port: " + port + " (expected: 1 to 65535)");
        }
    }

    /** Returns what belongs into a {@code Host} header: the host, and the port where it is not the scheme's own. */
    public String authority() {
        String name = NetUtil.isValidIpV6Address(host) ? "[" + host + "]" : host;
        return port == (secure ? SECURE_PORT : PLAIN_PORT) ? name : name + ":" + port;
    }
}

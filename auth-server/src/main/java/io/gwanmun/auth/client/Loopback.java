package io.gwanmun.auth.client;

import java.util.Set;

/** Hosts that are this machine and nothing else. */
public final class Loopback {

    private static final Set<String> ADDRESSES = Set.of("127.0.0.1", "[::1]");

    private Loopback() {}

    /** Says whether a host of a URI is this machine, by address or by name. */
    public static boolean holds(String host) {
        return isAddress(host) || "localhost".equals(host);
    }

    /** Says whether a host of a URI is a loopback address (RFC 8252 section 7.3); names may resolve to anything. */
    public static boolean isAddress(String host) {
        return ADDRESSES.contains(host);
    }
}

package io.gwanmun.gateway.route;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/** Reads the host a request is meant for from its {@code Host} field. */
final class HostName {

    private HostName() {}

    /** Returns the host in lower case without port and final dot; empty when there is none. */
    static String of(@Nullable String field) {
        if (field == null) {
            return "";
        }
        int colon = field.lastIndexOf(':');
        boolean hasPort = colon >= 0 && field.indexOf(']', colon) < 0;
        String host = hasPort ? field.substring(0, colon) : field;
        if (host.endsWith(".")) {
            host = host.substring(0, host.length() - 1);
        }
        return host.toLowerCase(Locale.ROOT);
    }
}

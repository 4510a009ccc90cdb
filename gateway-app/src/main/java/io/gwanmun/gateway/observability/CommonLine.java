package io.gwanmun.gateway.observability;

import org.jspecify.annotations.Nullable;

/**
 * A line in the manner of web servers' common log format: client, an empty place, caller, time, request, status, bytes sent;
 * then bytes received, request id, API, stage, route, target, latency and the service's part of it in milliseconds, fault.
 * The time is ISO; a dash stands where there is nothing to say.
 */
final class CommonLine implements LineFormat {

    @Override
    public void append(AccessEvent event, LineBuffer out) {
        bare(out, event.client);
        out.ascii(" - ");
        bare(out, event.caller);
        out.ascii(" [").instant(event.epochMillis).ascii("] \"");
        out.escaped(event.method, ' ').ascii(' ').escaped(event.path, ' ').ascii(' ');
        out.escaped(event.protocol, ' ').ascii("\" ").number(event.status).ascii(' ');
        out.number(event.responseBytes).ascii(' ').number(event.requestBytes).ascii(' ');
        bare(out, event.requestId);
        out.ascii(' ');
        bare(out, event.route.api());
        out.ascii(' ');
        bare(out, event.route.stage());
        out.ascii(' ');
        bare(out, event.route.route());
        out.ascii(' ');
        bare(out, event.target);
        out.ascii(' ').millis(event.latencyNanos).ascii(' ');
        if (event.integrationNanos < 0) {
            out.ascii('-');
        } else {
            out.millis(event.integrationNanos);
        }
        out.ascii(' ');
        bare(out, event.fault == null ? null : event.fault.id());
        out.ascii('\n');
    }

    /** Appends a value that no quotes enclose, so a space in it is escaped too. */
    private static void bare(LineBuffer out, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            out.ascii('-');
        } else {
            out.escaped(value, '!');
        }
    }
}

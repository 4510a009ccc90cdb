package io.gwanmun.gateway.observability;

import org.jspecify.annotations.Nullable;

/** One JSON object per line; every line has every field in the same order, {@code null} where there is nothing to say. */
final class JsonLine implements LineFormat {

    @Override
    public void append(AccessEvent event, LineBuffer out) {
        out.ascii("{\"time\":\"").instant(event.epochMillis).ascii('"');
        text(out, ",\"requestId\":", event.requestId);
        text(out, ",\"client\":", event.client);
        text(out, ",\"method\":", event.method);
        text(out, ",\"path\":", event.path);
        text(out, ",\"protocol\":", event.protocol);
        out.ascii(",\"status\":").number(event.status);
        out.ascii(",\"latencyMs\":").millis(event.latencyNanos);
        out.ascii(",\"integrationMs\":");
        if (event.integrationNanos < 0) {
            out.ascii("null");
        } else {
            out.millis(event.integrationNanos);
        }
        out.ascii(",\"bytesIn\":").number(event.requestBytes);
        out.ascii(",\"bytesOut\":").number(event.responseBytes);
        text(out, ",\"api\":", event.route.api());
        text(out, ",\"stage\":", event.route.stage());
        text(out, ",\"route\":", event.route.route());
        text(out, ",\"target\":", event.target);
        text(out, ",\"fault\":", event.fault == null ? null : event.fault.id());
        text(out, ",\"caller\":", event.caller);
        text(out, ",\"issuer\":", event.issuer);
        text(out, ",\"clientId\":", event.clientId);
        text(out, ",\"country\":", event.country);
        out.ascii("}\n");
    }

    private static void text(LineBuffer out, String name, @Nullable String value) {
        out.ascii(name);
        if (value == null) {
            out.ascii("null");
        } else {
            out.ascii('"').escaped(value, ' ').ascii('"');
        }
    }
}

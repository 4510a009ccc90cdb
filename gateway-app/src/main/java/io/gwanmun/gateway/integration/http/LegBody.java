package io.gwanmun.gateway.integration.http;

import io.gwanmun.gateway.pipeline.StreamedBody;

/** The body of a response that did not arrive at once, with the time it may stand still. */
final class LegBody extends StreamedBody {

    private final long idleNanos;

    LegBody(LegConnection connection, long idleNanos) {
        super(connection.pool().loop(), connection);
        this.idleNanos = idleNanos;
    }

    long idleNanos() {
        return idleNanos;
    }
}

package io.gwanmun.gateway.integration.http;

import io.netty.buffer.ByteBuf;

import io.gwanmun.gateway.pipeline.StreamedBody;

/** The body of a response that did not arrive at once, with the time it may stand still. */
final class LegBody extends StreamedBody {

    private final long idleNanos;
    private long received;

    LegBody(LegCarrier carrier, long idleNanos) {
        super(carrier.pool().loop(), carrier);
        this.idleNanos = idleNanos;
    }

    long idleNanos() {
        return idleNanos;
    }

    @Override
    public void onPart(ByteBuf part) {
        received += part.readableBytes();
        super.onPart(part);
    }

    /** Returns how many bytes have come. */
    long received() {
        return received;
    }
}

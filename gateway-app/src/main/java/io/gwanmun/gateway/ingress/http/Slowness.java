package io.gwanmun.gateway.ingress.http;

import io.netty.channel.Channel;

/** Watches that a client sends its body and takes its answer at the least rate. */
final class Slowness {

    private final Rate in;
    private final Rate out;
    private long taken;
    private long pending;

    Slowness(ServerLimits limits) {
        this.in = new Rate(limits.rate(), limits.rateGrace());
        this.out = new Rate(limits.rate(), limits.rateGrace());
    }

    /** Says whether a body that is awaited comes too slowly; a body that nobody reads now is not the client's fault. */
    boolean isBodySlow(long now, Channel channel, long received) {
        if (!channel.config().isAutoRead()) {
            in.rest();
            return false;
        }
        return in.isTooSlow(now, received);
    }

    /** Nothing of a body is awaited. */
    void bodyRests() {
        in.rest();
    }

    /** Says whether what has been written for the client is taken too slowly. */
    boolean isAnswerSlow(long now, Channel channel) {
        long waiting = pendingBytes(channel);
        if (waiting <= 0) {
            out.rest();
            pending = 0;
            return false;
        }
        // More may have been written in between; only what became less counts as taken.
        taken += Math.max(0, pending - waiting);
        pending = waiting;
        return out.isTooSlow(now, taken);
    }

    private static long pendingBytes(Channel channel) {
        var marks = channel.config().getWriteBufferWaterMark();
        return channel.isWritable()
                ? marks.high() - channel.bytesBeforeUnwritable()
                : marks.low() + channel.bytesBeforeWritable();
    }
}

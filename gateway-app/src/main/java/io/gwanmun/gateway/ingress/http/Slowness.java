package io.gwanmun.gateway.ingress.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;

/** Watches that a client sends its body and takes its answer at the least rate. */
final class Slowness {

    private final Rate in;
    private final Rate out;
    private long written;
    private long progress;
    private int current;

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

    /** So many bytes were written for the client. */
    void wrote(long bytes) {
        written += bytes;
    }

    /** Says whether what has been written for the client is taken too slowly. */
    boolean isAnswerSlow(long now, Channel channel) {
        long waiting = pendingBytes(channel);
        if (waiting <= 0) {
            out.rest();
            return false;
        }
        return out.isTooSlow(now, written - waiting);
    }

    /** Says whether nothing at all of what waits in a channel has left it over a whole grace. */
    boolean isStuck(long now, Channel channel) {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        if (buffer == null || buffer.totalPendingWriteBytes() == 0) {
            out.rest();
            return false;
        }
        // What is being written, and how much of it: one of both changes when anything leaves.
        int message = System.identityHashCode(buffer.current());
        if (message != current || buffer.currentProgress() != progress) {
            current = message;
            progress = buffer.currentProgress();
            out.rest();
        }
        return out.isTooSlow(now, 0);
    }

    private static long pendingBytes(Channel channel) {
        var marks = channel.config().getWriteBufferWaterMark();
        return channel.isWritable()
                ? marks.high() - channel.bytesBeforeUnwritable()
                : marks.low() + channel.bytesBeforeWritable();
    }
}

package io.gwanmun.gateway.ingress.http;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes of bodies that are being gathered may be in memory, over all connections. */
final class GatheringRoom {

    private final AtomicLong left;

    GatheringRoom(long bytes) {
        left = new AtomicLong(bytes);
    }

    /** Takes room for so many bytes; false when there is too little. */
    boolean take(long bytes) {
        if (left.addAndGet(-bytes) >= 0) {
            return true;
        }
        left.addAndGet(bytes);
        return false;
    }

    /** Gives back what was taken. */
    void give(long bytes) {
        left.addAndGet(bytes);
    }
}

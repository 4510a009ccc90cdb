package io.gwanmun.gateway.ingress.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Notices that bytes move too slowly: looked at now and then, it gives as many as belong to one grace that grace to move, and
 * begins anew when they have. So what stops is noticed within a grace, whenever it stops.
 */
final class Rate {

    private final double quota;
    private final long graceNanos;
    private long since;
    private long from;
    private boolean running;

    Rate(long bytesPerSecond, Duration grace) {
        this.graceNanos = grace.toNanos();
        this.quota = (double) bytesPerSecond * graceNanos / TimeUnit.SECONDS.toNanos(1);
    }

    /** Nothing is expected to move. */
    void rest() {
        running = false;
    }

    /**
     * Looks at a counter that should move.
     *
     * @param now a reading of the clock in nanoseconds
     * @param counter all bytes that have moved
     * @return whether they moved too slowly over a whole grace
     */
    boolean isTooSlow(long now, long counter) {
        boolean begins = !running || counter - from >= quota;
        if (begins) {
            running = true;
            since = now;
            from = counter;
        }
        return !begins && now - since >= graceNanos;
    }
}

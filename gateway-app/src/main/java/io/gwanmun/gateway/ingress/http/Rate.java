package io.gwanmun.gateway.ingress.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Notices that bytes move too slowly: looked at now and then, it compares what moved since its grace began. */
final class Rate {

    private final long bytesPerSecond;
    private final long graceNanos;
    private long since;
    private long from;
    private boolean running;

    Rate(long bytesPerSecond, Duration grace) {
        this.bytesPerSecond = bytesPerSecond;
        this.graceNanos = grace.toNanos();
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
        if (!running) {
            running = true;
            since = now;
            from = counter;
            return false;
        }
        long elapsed = now - since;
        if (elapsed < graceNanos) {
            return false;
        }
        boolean slow = (counter - from) < (double) bytesPerSecond * elapsed / TimeUnit.SECONDS.toNanos(1);
        since = now;
        from = counter;
        return slow;
    }
}

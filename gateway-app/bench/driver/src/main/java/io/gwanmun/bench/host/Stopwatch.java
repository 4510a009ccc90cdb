package io.gwanmun.bench.host;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Elapsed time since it was started. */
public final class Stopwatch {

    private static final LongSupplier NANOS = System::nanoTime;

    private final long start = NANOS.getAsLong();

    private Stopwatch() {}

    /**
     * Starts one.
     *
     * @return a running stopwatch
     */
    public static Stopwatch started() {
        return new Stopwatch();
    }

    /**
     * Reads it; it runs on.
     *
     * @return the time since the start
     */
    public Duration elapsed() {
        return Duration.ofNanos(NANOS.getAsLong() - start);
    }

    /**
     * Compares it with a limit.
     *
     * @param limit a time
     * @return whether more than that has passed
     */
    public boolean isPast(Duration limit) {
        return elapsed().compareTo(limit) > 0;
    }
}

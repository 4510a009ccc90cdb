package io.gwanmun.gateway.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The coarse clock of one event loop: looks every so often at all that has time limits there, and lets it end what is overdue.
 * One timer for all limits, so that a call neither makes nor cancels one; the price is that a limit acts up to one period
 * late. Rests while there is nothing to look at. Used on its loop only.
 */
public final class LoopSweep implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(LoopSweep.class);

    private final EventLoop loop;
    private final Ticker ticker;
    private final long periodMillis;
    private final List<Swept> watched = new ArrayList<>();
    private @Nullable Future<?> next;

    /**
     * Makes the clock of a loop.
     *
     * @param periodMillis milliseconds between two looks, 1 or more
     */
    public LoopSweep(EventLoop loop, Ticker ticker, long periodMillis) {
        this.loop = loop;
        this.ticker = ticker;
        this.periodMillis = periodMillis;
    }

    /** Returns the reading of the clock that limits are measured by. */
    public long nanos() {
        return ticker.nanos();
    }

    /** Looks at something from now on, until it has nothing more to look at. Not to be called twice in between. */
    public void watch(Swept swept) {
        watched.add(swept);
        if (next == null) {
            schedule();
        }
    }

    @Override
    public void run() {
        long now = ticker.nanos();
        for (int i = watched.size() - 1; i >= 0; i--) {
            if (!look(watched.get(i), now)) {
                Swept last = watched.remove(watched.size() - 1);
                if (i < watched.size()) {
                    watched.set(i, last);
                }
            }
        }
        if (watched.isEmpty()) {
            next = null;
        } else {
            schedule();
        }
    }

    /** What fails is looked at no more; the others still are. */
    private static boolean look(Swept swept, long now) {
        try {
            return swept.sweep(now);
        } catch (RuntimeException e) {
            log.error("A time limit could not be kept", e);
            return false;
        }
    }

    private void schedule() {
        next = loop.schedule(this, periodMillis, TimeUnit.MILLISECONDS);
    }

    /** Something with time limits. */
    @FunctionalInterface
    public interface Swept {

        /**
         * Ends what is overdue.
         *
         * @param now a reading of the clock, in nanoseconds
         * @return whether there is still something to look at
         */
        boolean sweep(long now);
    }
}

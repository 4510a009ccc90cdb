package io.gwanmun.gateway.integration.http;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.pipeline.Ticker;

/**
 * The coarse clock of one event loop: looks at all pools of the loop every 50 ms and lets them end what is overdue. One
 * timer for all time limits, so that a call neither makes nor cancels one; the price is that a limit acts up to 50 ms late.
 * Rests while no pool has a connection or a waiting call. Used on its loop only.
 */
final class LoopSweep implements Runnable {

    static final long EVERY_MILLIS = 50;

    private final EventLoop loop;
    private final Ticker ticker;
    private final List<LoopPool> pools = new ArrayList<>();
    private @Nullable Future<?> next;

    LoopSweep(EventLoop loop, Ticker ticker) {
        this.loop = loop;
        this.ticker = ticker;
    }

    long nanos() {
        return ticker.nanos();
    }

    /** Looks at the pool from now on, until it has nothing more to look at. Not to be called twice in between. */
    void watch(LoopPool pool) {
        pools.add(pool);
        if (next == null) {
            schedule();
        }
    }

    @Override
    public void run() {
        long now = ticker.nanos();
        for (int i = pools.size() - 1; i >= 0; i--) {
            if (!pools.get(i).sweep(now)) {
                LoopPool last = pools.remove(pools.size() - 1);
                if (i < pools.size()) {
                    pools.set(i, last);
                }
            }
        }
        if (pools.isEmpty()) {
            next = null;
        } else {
            schedule();
        }
    }

    private void schedule() {
        next = loop.schedule(this, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }
}

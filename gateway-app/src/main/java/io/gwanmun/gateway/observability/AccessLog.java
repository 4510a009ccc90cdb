package io.gwanmun.gateway.observability;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import io.gwanmun.gateway.pipeline.Outcome;
import io.gwanmun.gateway.pipeline.OutcomeListener;

/**
 * Logs every request that ended, one line each. The event loop only copies what is logged and puts it on a bounded queue;
 * one thread of its own looks at the queue every 75 ms, so busy loops never pay for waking it. When the writer is held up
 * (a blocked pipe, a stalled disk) the queue fills, further events are dropped and counted, and requests go on.
 *
 * <p>Starts before the web server and stops after it, so that the last requests are in the log. Stopping waits at most 5
 * seconds for a writer that is held up.
 */
final class AccessLog implements OutcomeListener, SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);
    private static final Duration ROUND = Duration.ofMillis(75);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final EventRing events;
    private final LineFormat format;
    private final Supplier<LineSink> sinks;
    private final InstantSource clock;
    private final Counter overflowed;
    private final Counter failed;
    private volatile @Nullable Running running;
    private boolean failing;
    private boolean failedThisRound;

    /**
     * Makes an access log that is not running yet; events wait in the queue until it is.
     *
     * @param sinks opens the way out when the log starts
     * @param queue how many events wait at most
     */
    AccessLog(Supplier<LineSink> sinks, LineFormat format, int queue, InstantSource clock, MeterRegistry registry) {
        this.sinks = sinks;
        this.format = format;
        this.events = new EventRing(queue);
        this.clock = clock;
        this.overflowed = dropped(registry, "overflow");
        this.failed = dropped(registry, "failed");
    }

    @Override
    public void ended(Outcome outcome) {
        if (!events.offer(new AccessEvent(outcome, clock.millis()))) {
            overflowed.increment();
        }
    }

    @Override
    public void start() {
        LineSink sink = sinks.get();
        LineWriter writer = new LineWriter(events, format, sink, this::lost);
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(AccessLog::daemon);
        ScheduledFuture<?> rounds = thread.scheduleWithFixedDelay(
                () -> round(writer), ROUND.toMillis(), ROUND.toMillis(), TimeUnit.MILLISECONDS);
        running = new Running(sink, writer, thread, rounds);
    }

    @Override
    public void stop() {
        Running stopping = running;
        if (stopping == null) {
            return;
        }
        running = null;
        stopping.rounds().cancel(false);
        stopping.thread().shutdown();
        if (hasEnded(stopping.thread())) {
            round(stopping.writer());
            stopping.sink().close();
        } else {
            LOG.warn("The access log was held up while stopping; its last lines are missing.");
        }
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }

    /** Returns a phase below the web server's: started before it, stopped after it. */
    @Override
    public int getPhase() {
        return 0;
    }

    private void round(LineWriter writer) {
        try {
            failedThisRound = false;
            if (writer.drain() > 0) {
                failing = failedThisRound;
            }
        } catch (RuntimeException e) {
            // An error that escaped would end the rounds for good.
            LOG.error("The access log failed to write", e);
        }
    }

    private void lost(int lines, IOException why) {
        failed.increment(lines);
        failedThisRound = true;
        if (!failing) {
            failing = true;
            LOG.warn("The access log cannot be written, lines are lost: {}", why.toString());
        }
    }

    private static boolean hasEnded(ScheduledExecutorService thread) {
        try {
            return thread.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "access-log");
        thread.setDaemon(true);
        return thread;
    }

    private static Counter dropped(MeterRegistry registry, String reason) {
        return Counter.builder(GatewayMeters.ACCESS_LOG_DROPPED.meter())
                .description(GatewayMeters.ACCESS_LOG_DROPPED.sentence())
                .tag("reason", reason)
                .register(registry);
    }

    private record Running(
            LineSink sink, LineWriter writer, ScheduledExecutorService thread, ScheduledFuture<?> rounds) {}
}

package io.gwanmun.gateway.api;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The revision in force. Read once before the web server starts, so that the first request sees routes, and kept in step
 * with the files from then on by a thread of its own.
 */
public final class LiveRevision implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(LiveRevision.class);

    private final DirectoryWatch watch;
    private final Duration interval;
    private @Nullable ScheduledExecutorService thread;
    private @Nullable Future<?> steps;

    LiveRevision(DirectoryWatch watch, Duration interval) {
        this.watch = watch;
        this.interval = interval;
    }

    /** Returns what is in force and what is not. */
    public RevisionStatus status() {
        return watch.status();
    }

    @Override
    public synchronized void start() {
        watch.start();
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(LiveRevision::daemon);
        long nanos = interval.toNanos();
        steps = started.scheduleWithFixedDelay(this::step, nanos, nanos, TimeUnit.NANOSECONDS);
        thread = started;
    }

    /** An error must not end the steps: the next one may find mended files. */
    private void step() {
        try {
            watch.step();
        } catch (RuntimeException | Error failure) {
            log.error("The directory of the written form could not be looked at; what is in force stays", failure);
        }
    }

    @Override
    public synchronized void stop() {
        if (steps != null) {
            steps.cancel(false);
        }
        if (thread != null) {
            thread.shutdown();
        }
        steps = null;
        thread = null;
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }

    /** Starts first and stops last: the web server's phase is near the other end. */
    @Override
    public int getPhase() {
        return 0;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "gwanmun-files");
        thread.setDaemon(true);
        return thread;
    }
}

package io.gwanmun.gateway.token;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The thread on which keys are read, which is too much for an event loop, and which looks every second whether some are due. */
final class KeyKeeper implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(KeyKeeper.class);

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(KeyKeeper::daemon);
    private final Scheduler worker = Schedulers.fromExecutorService(thread);

    /** Returns the thread for work that does not wait. */
    Scheduler worker() {
        return worker;
    }

    /** Looks every second from now on. */
    void watch(Runnable look) {
        thread.scheduleWithFixedDelay(() -> step(look), 1, 1, TimeUnit.SECONDS);
    }

    /** An error must not end the steps. */
    private static void step(Runnable look) {
        try {
            look.run();
        } catch (RuntimeException failure) {
            log.error("The keys of issuers could not be looked after", failure);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "gwanmun-issuers");
        thread.setDaemon(true);
        return thread;
    }
}

package io.gwanmun.gateway.country;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The database that is asked. Opened before the first call, and opened again, by a thread of its own, when the file was replaced
 * and looked the same at two looks in a row; calls see the one or the other. A file that is missing or damaged then changes
 * nothing: the database before it stays.
 */
final class LiveDatabase implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(LiveDatabase.class);
    private static final String MISSING = "missing";

    private final Path file;
    private final Duration interval;
    private volatile CountryDatabase live;
    private volatile boolean rejected;
    private String acted;
    private String last;
    private @Nullable ScheduledExecutorService thread;
    private @Nullable Future<?> looks;

    /**
     * Opens a file.
     *
     * @param interval how often it is looked at
     * @throws IllegalStateException when it cannot be used
     */
    LiveDatabase(Path file, Duration interval) {
        this.file = file;
        this.interval = interval;
        this.acted = fingerprint();
        this.last = acted;
        try {
            this.live = CountryDatabase.open(file);
        } catch (IOException unusable) {
            throw new IllegalStateException(
                    "gateway.country.database: " + file.toAbsolutePath() + ": " + unusable.getMessage()
                            + " (expected: a database of countries or cities in MaxMind's format, .mmdb)",
                    unusable);
        }
        log.info("Countries of addresses are those of {}: {}, built {}", file, live.type(), live.built());
    }

    /** Returns the country of an address, null when it is not known. */
    @Nullable
    String find(InetAddress address) {
        return live.find(address);
    }

    /** Returns when the database in use was put together. */
    Instant built() {
        return live.built();
    }

    /** Returns whether the file as it is now is not what is in use. */
    boolean isRejected() {
        return rejected;
    }

    /** Looks whether the file was replaced. */
    void look() {
        String now = fingerprint();
        boolean settled = now.equals(last);
        last = now;
        if (settled && !now.equals(acted)) {
            acted = now;
            replace();
        }
    }

    private void replace() {
        try {
            CountryDatabase next = CountryDatabase.open(file);
            live = next;
            rejected = false;
            log.info("Countries of addresses are now those of {}: {}, built {}", file, next.type(), next.built());
        } catch (IOException unusable) {
            rejected = true;
            log.error("{} cannot be used: {}; the database built {} stays", file, unusable.getMessage(), built());
        }
    }

    private String fingerprint() {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.fileKey() + " " + attributes.size() + " " + attributes.lastModifiedTime();
        } catch (IOException unreadable) {
            return MISSING;
        }
    }

    @Override
    public synchronized void start() {
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(LiveDatabase::daemon);
        long nanos = interval.toNanos();
        looks = started.scheduleWithFixedDelay(this::lookSafely, nanos, nanos, TimeUnit.NANOSECONDS);
        thread = started;
    }

    /** An error must not end the looks: the next file may be sound. */
    private void lookSafely() {
        try {
            look();
        } catch (RuntimeException | Error failure) {
            rejected = true;
            log.error("{} could not be opened; the database built {} stays", file, built(), failure);
        }
    }

    @Override
    public synchronized void stop() {
        if (looks != null) {
            looks.cancel(false);
        }
        if (thread != null) {
            thread.shutdown();
        }
        looks = null;
        thread = null;
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "gwanmun-countries");
        thread.setDaemon(true);
        return thread;
    }
}

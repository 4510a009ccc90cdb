package io.gwanmun.gateway.token.keys;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import io.gwanmun.gateway.pipeline.Ticker;
import io.gwanmun.gateway.token.UnreachableException;
import io.gwanmun.gateway.token.jwt.KeyReader;
import io.gwanmun.gateway.token.jwt.KeyRing;

/**
 * The keys of one issuer, kept fresh.
 *
 * <ul>
 *   <li>Every so often they are fetched again ({@link Times#refresh}); a key that is gone then is believed no longer.
 *   <li>A key nobody knows makes them be fetched at once, but not twice within {@value #UNKNOWN_SECONDS} seconds.
 *   <li>When a fetch fails the old ones are kept, up to {@link Times#stale}, and it is tried again after
 *       {@value #RETRY_SECONDS} seconds; without any, whoever needs them makes it be tried again, once a second at most.
 *   <li>There is never more than one fetch at a time. All who wait share it.
 * </ul>
 */
public final class KeySet {

    private static final Logger log = LoggerFactory.getLogger(KeySet.class);
    private static final int UNKNOWN_SECONDS = 30;
    private static final int RETRY_SECONDS = 30;
    private static final long UNKNOWN_NANOS =
            Duration.ofSeconds(UNKNOWN_SECONDS).toNanos();
    private static final long RETRY_NANOS = Duration.ofSeconds(RETRY_SECONDS).toNanos();
    private static final long EMPTY_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long QUIET_NANOS = Duration.ofMinutes(1).toNanos();

    private final String issuer;
    private final KeySource source;
    private final KeyReader reader;
    private final Times times;
    private final Ticker ticker;
    private final Scheduler worker;
    private final Runnable onFailure;
    private volatile @Nullable Fetched fetched;
    private @Nullable Mono<KeyRing> running;
    private @Nullable Long attemptedAt;
    private @Nullable Long searchedAt;
    private @Nullable Long warnedAt;

    /**
     * Creates an empty set; nothing is fetched yet.
     *
     * @param issuer the name of the issuer, for the log
     * @param reader makes keys of what was fetched
     * @param worker where that is done, as it is too much for an event loop
     * @param onFailure hears of each fetch that failed
     */
    public KeySet(
            String issuer,
            KeySource source,
            KeyReader reader,
            Times times,
            Ticker ticker,
            Scheduler worker,
            Runnable onFailure) {
        this.issuer = issuer;
        this.source = source;
        this.reader = reader;
        this.times = times;
        this.ticker = ticker;
        this.worker = worker;
        this.onFailure = onFailure;
    }

    /** Returns the keys at hand, null when there are none or they are too old. */
    public @Nullable KeyRing known() {
        Fetched last = fetched;
        return last == null || ticker.nanos() - last.atNanos > times.longest().toNanos() ? null : last.ring;
    }

    /** Returns the keys when some have been fetched; fails with {@link UnreachableException} when that does not succeed. */
    public synchronized Mono<KeyRing> awaited() {
        boolean tooSoon = attemptedAt != null && ticker.nanos() - attemptedAt < EMPTY_NANOS;
        return running == null && tooSoon ? Mono.error(unreachable()) : fetch();
    }

    /** Returns the keys after another fetch because a key is not known; null when it was done lately. */
    public synchronized @Nullable Mono<KeyRing> searched() {
        if (running != null) {
            return running;
        }
        long now = ticker.nanos();
        if (searchedAt != null && now - searchedAt < UNKNOWN_NANOS) {
            return null;
        }
        searchedAt = now;
        return fetch();
    }

    /** Fetches the keys when it is time to. */
    public synchronized void step() {
        long now = ticker.nanos();
        Fetched last = fetched;
        boolean due = last == null || now - last.atNanos >= times.refresh().toNanos();
        boolean rested = attemptedAt == null || now - attemptedAt >= RETRY_NANOS;
        if (due && rested && running == null) {
            fetch();
        }
    }

    /** Returns the seconds since the keys were fetched; NaN when they never were. */
    public double ageSeconds() {
        Fetched last = fetched;
        return last == null ? Double.NaN : (ticker.nanos() - last.atNanos) / 1e9;
    }

    private synchronized Mono<KeyRing> fetch() {
        Mono<KeyRing> now = running;
        if (now != null) {
            return now;
        }
        attemptedAt = ticker.nanos();
        Mono<KeyRing> started = source.fetch()
                .publishOn(worker)
                .map(reader::read)
                .map(this::take)
                .onErrorMap(this::failed)
                .cache();
        running = started;
        started.subscribe(ring -> {}, handled -> {});
        return started;
    }

    private synchronized KeyRing take(KeyRing read) {
        Fetched before = fetched;
        KeyRing ring = read.replacing(before == null ? KeyRing.EMPTY : before.ring);
        fetched = new Fetched(ring, ticker.nanos());
        running = null;
        if (warnedAt != null || before == null) {
            log.info("issuer={} keys={}: the keys were fetched", issuer, ring.size());
        }
        warnedAt = null;
        if (ring.size() == 0) {
            log.warn("issuer={} keys=0: none of its keys can be used, so none of its tokens is believed", issuer);
        }
        return ring;
    }

    private synchronized Throwable failed(Throwable why) {
        running = null;
        onFailure.run();
        long now = ticker.nanos();
        if (warnedAt == null || now - warnedAt >= QUIET_NANOS) {
            warnedAt = now;
            log.warn(
                    "issuer={}: its keys could not be fetched, {}: {}",
                    issuer,
                    known() == null ? "its tokens cannot be checked" : "those from before are used on",
                    String.valueOf(why.getMessage()));
        }
        return unreachable();
    }

    private UnreachableException unreachable() {
        return new UnreachableException("the keys of " + issuer + " could not be fetched");
    }

    /**
     * How long keys are good.
     *
     * @param refresh after which they are fetched again
     * @param stale after which they are believed no longer when that fails
     */
    public record Times(Duration refresh, Duration stale) {

        /** Returns how old keys may be: they are good until they are due, whatever happens then. */
        Duration longest() {
            return refresh.compareTo(stale) > 0 ? refresh : stale;
        }
    }

    private record Fetched(KeyRing ring, long atNanos) {}
}

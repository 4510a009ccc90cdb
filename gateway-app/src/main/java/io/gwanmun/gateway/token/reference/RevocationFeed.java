package io.gwanmun.gateway.token.reference;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

import io.gwanmun.gateway.pipeline.Ticker;
import io.gwanmun.gateway.state.StreamEntry;
import io.gwanmun.gateway.state.StreamId;
import io.gwanmun.gateway.state.StreamTail;
import io.gwanmun.gateway.token.Revocations;

/**
 * Hears of tokens that were called back: reads the stream {@code revocations} from its beginning, then waits at its end.
 *
 * <p>After a second without news, and after every connection that was lost, it asks from right before the last entry it knows.
 * That one must come back first. When it does not, the stream was trimmed beyond it or began anew, so entries may have been
 * missed: everything is read again from the beginning, and the version changes. What was heard once is kept to the token's end,
 * even when Redis forgot it: a token that was called back never becomes good again. What found no room is read again, too, once
 * there is some.
 *
 * <p>The start waits for the first whole reading, so that no call is answered before, but neither for a second try nor longer
 * than two seconds.
 */
public final class RevocationFeed implements Revocations, SmartLifecycle {

    /** The key of the stream. */
    static final String STREAM = "revocations";

    private static final Logger log = LoggerFactory.getLogger(RevocationFeed.class);
    /** After shared state itself, before revisions are read. */
    private static final int PHASE = -1_000;

    private static final Duration WAIT = Duration.ofSeconds(1);
    private static final Duration START = Duration.ofSeconds(2);
    private static final Duration CLEARING = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(200);
    private static final double JITTER = 0.5;
    /** Tokens are taken for good past their end, as clocks differ: by an issuer's skew of 5 minutes at most, that second included. */
    private static final long LONGEST_SKEW_SECONDS = Duration.ofMinutes(5).toSeconds() + 1;

    /** For entries without a readable end: no access token of ours lives longer. */
    private static final long LONGEST_LIFE_SECONDS = Duration.ofHours(24).toSeconds();

    private final StreamTail tail;
    private final RevokedIds ids;
    private final RevocationProperties properties;
    private final InstantSource clock;
    private final Ticker ticker;
    private final AtomicLong version = new AtomicLong(1);
    private final LongAdder missed = new LongAdder();
    private final CompletableFuture<Void> first = new CompletableFuture<>();
    private volatile boolean caughtUp;
    private volatile boolean overfull;
    private volatile long heardAt;
    private volatile @Nullable Running running;
    private StreamId last = StreamId.ZERO;
    private boolean following;
    private boolean lost;
    private long clearedAt;

    /** Makes a feed that is not running yet. */
    RevocationFeed(StreamTail tail, RevocationProperties properties, InstantSource clock, Ticker ticker) {
        this.tail = tail;
        this.ids = new RevokedIds(properties.most());
        this.properties = properties;
        this.clock = clock;
        this.ticker = ticker;
    }

    @Override
    public long version() {
        return version.get();
    }

    @Override
    public boolean contains(String tokenId) {
        return ids.contains(tokenId);
    }

    @Override
    public boolean isBlind() {
        return properties.withoutFeed() == RevocationProperties.WithoutFeed.REFUSE
                && (!caughtUp || overfull || silence().compareTo(properties.grace()) > 0);
    }

    /** Says whether everything that was called back is known, as of a moment ago. */
    boolean isUp() {
        return caughtUp && !overfull && silence().compareTo(WAIT.multipliedBy(2)) <= 0;
    }

    /** Returns the time since the stream was last read to its end; since the start when it never was. */
    Duration silence() {
        return Duration.ofNanos(ticker.nanos() - heardAt);
    }

    /** Returns how many ids are kept. */
    int size() {
        return ids.size();
    }

    /** Returns how many called back tokens found no room. */
    long missed() {
        return missed.sum();
    }

    /** One read: of what is between the last entry and the end, or of what comes after the end. */
    private Mono<List<StreamEntry>> read() {
        return following ? tail.after(last, WAIT) : tail.after(last.before(), Duration.ZERO);
    }

    private void take(List<StreamEntry> entries) {
        if (following) {
            add(entries);
            following = !entries.isEmpty();
        } else if (!last.equals(StreamId.ZERO)
                && (entries.isEmpty() || !entries.get(0).id().equals(last))) {
            startOver();
            return;
        } else {
            add(last.equals(StreamId.ZERO) ? entries : entries.subList(1, entries.size()));
            following = entries.size() < tail.pageSize();
        }
        if (following || entries.size() < tail.pageSize()) {
            whole();
        }
        if (ticker.nanos() - clearedAt > CLEARING.toNanos()) {
            clearedAt = ticker.nanos();
            ids.clear(now());
            if (overfull && ids.size() < properties.most()) {
                overfull = false;
                startOver();
            }
        }
    }

    /** What was heard until now stays; what comes anew is added to it. */
    private void startOver() {
        log.warn("stream={}: entries may have been missed, reading it from its beginning", STREAM);
        last = StreamId.ZERO;
        following = false;
        caughtUp = false;
        version.incrementAndGet();
    }

    private void whole() {
        heardAt = ticker.nanos();
        if (lost) {
            lost = false;
            log.info("stream={}: heard again", STREAM);
        }
        if (!caughtUp) {
            caughtUp = true;
            version.incrementAndGet();
            first.complete(null);
        }
    }

    private void add(List<StreamEntry> entries) {
        boolean news = false;
        long now = now();
        for (StreamEntry entry : entries) {
            last = entry.id();
            news |= add(entry, now);
        }
        if (news) {
            version.incrementAndGet();
        }
    }

    private boolean add(StreamEntry entry, long now) {
        try {
            RevokedIds.Added added = ids.add(entry.fields().getOrDefault("id", ""), ends(entry, now), now);
            if (added == RevokedIds.Added.NO_ROOM) {
                noRoom();
            }
            return added != RevokedIds.Added.KNOWN;
        } catch (IllegalArgumentException e) {
            log.warn("stream={} entry={}: {}", STREAM, entry.id(), e.getMessage());
            return false;
        }
    }

    private static long ends(StreamEntry entry, long now) {
        String written = entry.fields().getOrDefault("exp", "");
        long end = written.matches("[0-9]{1,12}") ? Long.parseLong(written) : now + LONGEST_LIFE_SECONDS;
        return end + LONGEST_SKEW_SECONDS;
    }

    private void noRoom() {
        missed.increment();
        if (!overfull) {
            overfull = true;
            log.error(
                    "stream={}: more than {} tokens are called back and not all are kept. Raise gateway.revocations.most",
                    STREAM,
                    properties.most());
        }
    }

    private void failed(Throwable failure) {
        following = false;
        if (!lost) {
            lost = true;
            log.warn("stream={}: not heard: {}. Trying again", STREAM, failure.getMessage());
        }
        first.completeExceptionally(failure);
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }

    @Override
    public synchronized void start() {
        heardAt = ticker.nanos();
        clearedAt = heardAt;
        // One thread writes the ids, and a long list of them holds up nobody who waits for an answer of Redis.
        Scheduler thread = Schedulers.newSingle("gwanmun-revocations", true);
        Disposable reading = Mono.defer(this::read)
                .publishOn(thread)
                .doOnNext(this::take)
                .repeat()
                .doOnError(this::failed)
                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(10))
                        .maxBackoff(LONGEST_PAUSE)
                        .jitter(JITTER)
                        .transientErrors(true)
                        .scheduler(thread))
                .subscribe();
        running = new Running(reading, thread);
        awaitFirst();
    }

    private void awaitFirst() {
        try {
            first.get(START.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            log.debug("The stream is not heard yet", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized void stop() {
        Running stopping = running;
        if (stopping != null) {
            running = null;
            stopping.reading().dispose();
            stopping.thread().dispose();
            tail.close();
        }
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    /**
     * What runs.
     *
     * @param reading ends the reading
     * @param thread its thread
     */
    private record Running(Disposable reading, Scheduler thread) {}
}

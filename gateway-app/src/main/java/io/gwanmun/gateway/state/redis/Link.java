package io.gwanmun.gateway.state.redis;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import io.gwanmun.gateway.pipeline.Ticker;

/**
 * One connection that is made anew whenever it is lost, for as long as the program runs. Tries follow each other after a random
 * time of up to 10 ms, 20 ms and so on to 1 s, so that many instances do not come back at one moment; only a connection that
 * held for 10 s starts the row again. Before a connection is used the layout of the state is asked for.
 */
final class Link {

    private static final Logger log = LoggerFactory.getLogger(Link.class);
    private static final long FIRST_PAUSE_MILLIS = 10;
    private static final int MOST_DOUBLINGS = 7;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;
    private static final int STEPS_OF_GREETING = 3;
    private static final long HELD_NANOS = Duration.ofSeconds(10).toNanos();
    private static final long CHANGE_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long QUIET_NANOS = Duration.ofSeconds(10).toNanos();

    private final String purpose;
    private final RedisClients clients;
    private final Duration patience;
    private final Ticker ticker;
    private final CompletableFuture<Void> first = new CompletableFuture<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile @Nullable Session session;
    private volatile String state = "not connected yet";
    private @Nullable Disposable running;
    private int tries;
    private @Nullable Long saidAt;
    private boolean saidLost;

    /**
     * Makes a link that does not connect yet.
     *
     * @param purpose what it is for, for logs
     * @param connectTimeout how long each step of connecting may take
     */
    Link(String purpose, RedisClients clients, Duration connectTimeout, Ticker ticker) {
        this.purpose = purpose;
        this.clients = clients;
        this.patience = connectTimeout.multipliedBy(STEPS_OF_GREETING);
        this.ticker = ticker;
    }

    /** Starts to connect, and goes on for as long as it is not closed. */
    synchronized void open() {
        if (running == null && !closed.get()) {
            running = Mono.defer(this::once)
                    .onErrorResume(failure -> Mono.fromRunnable(() -> failed(failure)))
                    .then(Mono.defer(this::pause))
                    .repeat(() -> !closed.get())
                    .subscribe();
        }
    }

    /** Completes when the first try has ended; exceptionally when it was in vain. */
    CompletableFuture<Void> firstTry() {
        return first;
    }

    /** Returns the connection, null while there is none. */
    @Nullable
    Wire wire() {
        Session now = session;
        return now == null ? null : now.wire();
    }

    /** Returns why there is no connection, for messages. */
    String state() {
        return clients.address() + ": " + state;
    }

    /** Gives up a connection that does not answer, and makes another. */
    void renew(Wire silent, String reason) {
        Session now = session;
        if (now != null && now.wire().equals(silent)) {
            state = reason;
            var unused = end(now);
        }
    }

    /** Ends it for good; completes when the connection is closed. */
    CompletableFuture<Void> close() {
        closed.set(true);
        synchronized (this) {
            if (running != null) {
                running.dispose();
            }
        }
        Session now = session;
        return now == null ? CompletableFuture.completedFuture(null) : end(now);
    }

    /** Connects; completes when the connection has ended, fails when there was none. */
    private Mono<Void> once() {
        CompletableFuture<Wire> connecting = clients.connect();
        return Mono.fromFuture(connecting.handle(Link::outcome), true)
                .flatMap(Function.identity())
                .flatMap(wire -> Layout.check(wire).thenReturn(wire))
                .timeout(patience)
                .doOnError(failure -> connecting.thenAccept(Wire::close))
                .doOnCancel(() -> connecting.thenAccept(Wire::close))
                .flatMap(this::live);
    }

    /** Failures become values, as one that comes after the end of the program is nobody's. */
    private static Mono<Wire> outcome(@Nullable Wire wire, @Nullable Throwable failure) {
        return failure == null ? Mono.justOrEmpty(wire) : Mono.error(failure);
    }

    private Mono<Void> live(Wire wire) {
        Session made = new Session(wire, new AtomicBoolean(), Sinks.empty(), ticker.nanos());
        wire.connection().addListener(new RedisConnectionStateListener() {
            @Override
            public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
                if (made.equals(session)) {
                    state = "the connection was closed";
                }
                var unused = end(made);
            }
        });
        session = made;
        if (closed.get() || !wire.connection().isOpen()) {
            var unused = end(made);
        } else {
            say(false, "connected");
        }
        first.complete(null);
        return made.ended().asMono();
    }

    private CompletableFuture<Void> end(Session ending) {
        if (!ending.over().compareAndSet(false, true)) {
            return CompletableFuture.completedFuture(null);
        }
        session = null;
        CompletableFuture<Void> closing = ending.wire().close();
        if (ticker.nanos() - ending.since() >= HELD_NANOS) {
            tries = 0;
        }
        if (!closed.get()) {
            say(true, state);
        }
        ending.ended().tryEmitEmpty().orThrow();
        return closing;
    }

    private void failed(Throwable failure) {
        state = Reasons.of(failure);
        say(true, state);
        first.completeExceptionally(failure);
    }

    private Mono<Long> pause() {
        long most = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(tries++, MOST_DOUBLINGS));
        return Mono.delay(Duration.ofMillis(ThreadLocalRandom.current().nextLong(1, most + 1)));
    }

    /**
     * Says every return that follows a loss, a loss a second or more after that, and every ten seconds that it goes on: a server
     * that comes and goes fills no disk, and the last line is never wrong for long.
     */
    private synchronized void say(boolean lost, String what) {
        long now = ticker.nanos();
        Long before = saidAt;
        boolean said = before != null && lost == saidLost;
        boolean quiet = before != null && (lost ? now - before < (said ? QUIET_NANOS : CHANGE_NANOS) : said);
        if (quiet) {
            log.debug("state={} redis={}: {}", purpose, clients.address(), what);
            return;
        }
        saidAt = now;
        saidLost = lost;
        if (lost) {
            log.warn("state={} redis={}: not connected: {}. Trying again", purpose, clients.address(), what);
        } else {
            log.info("state={} redis={}: connected", purpose, clients.address());
        }
    }

    /**
     * A connection in use.
     *
     * @param wire the connection
     * @param over whether somebody ends it already
     * @param ended completes once it is over
     * @param since when it began, by the ticker
     */
    private record Session(Wire wire, AtomicBoolean over, Sinks.Empty<Void> ended, long since) {}
}

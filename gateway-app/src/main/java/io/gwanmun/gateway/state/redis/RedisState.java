package io.gwanmun.gateway.state.redis;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Mono;

import io.gwanmun.gateway.pipeline.Ticker;
import io.gwanmun.gateway.state.NewerLayoutException;
import io.gwanmun.gateway.state.SharedState;
import io.gwanmun.gateway.state.StateUnavailableException;
import io.gwanmun.gateway.state.StreamTail;

/**
 * Shared state in Redis. A question without a connection fails at once. Five answers in a row that did not come in time end the
 * connection, so that a server that hangs costs a few requests their time and the rest nothing; it is asked again once a new
 * connection has been greeted.
 *
 * <p>The start waits for the first try to connect, so that a gateway beside a Redis that runs begins with state, and for no
 * second one.
 */
public final class RedisState implements SharedState, SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RedisState.class);
    /** Early: before anything is read that may need state. */
    private static final int PHASE = -2_000;

    private static final int MOST_OVERDUE = 5;

    private final RedisClients clients;
    private final RedisSettings settings;
    private final Ticker ticker;
    private final Link questions;
    private final AtomicInteger overdue = new AtomicInteger();
    private final List<RedisTail> tails = new CopyOnWriteArrayList<>();
    private volatile boolean started;

    /**
     * Makes the state; nothing is sent before the start.
     *
     * @throws IllegalArgumentException when the settings name no Redis
     */
    public RedisState(RedisSettings settings, Ticker ticker) {
        this.settings = settings;
        this.ticker = ticker;
        this.clients = RedisClients.of(settings);
        this.questions = new Link("questions", clients, settings.connectTimeout(), ticker);
    }

    @Override
    public Mono<String> get(String key) {
        return Mono.defer(() -> asked(key));
    }

    @Override
    public StreamTail tail(String key) {
        RedisTail tail = new RedisTail(
                key, new Link(key, clients, settings.connectTimeout(), ticker), settings.connectTimeout());
        tails.add(tail);
        return tail;
    }

    @Override
    public boolean isConnected() {
        return questions.wire() != null;
    }

    /** Returns where state is, and why it cannot be reached when it cannot. */
    public String situation() {
        return questions.state();
    }

    private Mono<String> asked(String key) {
        Wire wire = questions.wire();
        if (wire == null) {
            return Mono.error(() -> new StateUnavailableException(questions.state()));
        }
        return Mono.fromFuture(() -> wire.commands().get(key).toCompletableFuture())
                .timeout(settings.timeout())
                .doOnError(TimeoutException.class, late -> overdue(wire))
                .doOnSuccess(answer -> inTime())
                .onErrorMap(failure -> new StateUnavailableException(clients.address() + ": " + Reasons.of(failure)));
    }

    private void inTime() {
        if (overdue.get() != 0) {
            overdue.set(0);
        }
    }

    private void overdue(Wire wire) {
        if (overdue.incrementAndGet() >= MOST_OVERDUE) {
            overdue.set(0);
            questions.renew(
                    wire,
                    "no answer within " + settings.timeout().toMillis() + " ms, " + MOST_OVERDUE + " times in a row");
        }
    }

    /**
     * Connects.
     *
     * @throws NewerLayoutException when a newer program has written what is there
     */
    @Override
    public void start() {
        started = true;
        questions.open();
        try {
            questions.firstTry().get(settings.connectTimeout().multipliedBy(2).toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof NewerLayoutException newer) {
                throw newer;
            }
        } catch (TimeoutException e) {
            // It is said when the try ends; the gateway starts without.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        started = false;
        CompletableFuture<Void> closing = CompletableFuture.allOf(
                Stream.concat(Stream.of(questions.close()), tails.stream().map(RedisTail::end))
                        .toArray(CompletableFuture[]::new));
        try {
            closing.get(settings.connectTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            log.debug("A connection was not closed in order", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        clients.close();
    }

    @Override
    public boolean isRunning() {
        return started;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}

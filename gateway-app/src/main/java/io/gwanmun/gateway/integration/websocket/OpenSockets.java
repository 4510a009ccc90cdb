package io.gwanmun.gateway.integration.websocket;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.netty.channel.EventLoop;

import io.gwanmun.gateway.pipeline.LoopSweep;
import io.gwanmun.gateway.pipeline.RouteLabel;
import io.gwanmun.gateway.pipeline.Ticker;

/** The WebSockets of one gateway: counts them, also by client, and keeps the clocks of their limits. For any thread. */
final class OpenSockets implements MeterBinder {

    /** Milliseconds between two looks at the time limits of a loop. */
    static final long SWEEP_MILLIS = 100;

    private static final int CLASSES = Closing.values().length;

    private final Ticker ticker;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicLongArray closed = new AtomicLongArray(CLASSES * Closing.By.values().length);
    private final Map<Client, Integer> byClient = new ConcurrentHashMap<>();
    private final Map<EventLoop, LoopSweep> sweeps = new ConcurrentHashMap<>();

    OpenSockets(Ticker ticker) {
        this.ticker = ticker;
    }

    /** Takes a place of a client on a route; false when it has as many as it may. A place taken is given back once. */
    boolean enter(RouteLabel route, String address, int most) {
        Client client = new Client(route, address);
        boolean[] entered = new boolean[1];
        byClient.compute(client, (key, count) -> {
            int now = count == null ? 0 : count;
            entered[0] = now < most;
            return entered[0] ? Integer.valueOf(now + 1) : count;
        });
        return entered[0];
    }

    /** Gives back a place. */
    void leave(RouteLabel route, String address) {
        byClient.computeIfPresent(new Client(route, address), (key, count) -> count == 1 ? null : count - 1);
    }

    /** Returns how many are open. */
    int open() {
        return open.get();
    }

    /** Returns how many clients have one open, or ask for one. */
    int clients() {
        return byClient.size();
    }

    void opened() {
        open.incrementAndGet();
    }

    void closed(Closing.By by, Closing closing) {
        open.decrementAndGet();
        closed.incrementAndGet(index(by, closing));
    }

    LoopSweep sweep(EventLoop loop) {
        return sweeps.computeIfAbsent(loop, key -> new LoopSweep(key, ticker, SWEEP_MILLIS));
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("gateway.websockets.open", open, AtomicInteger::get)
                .description("WebSockets that are open.")
                .register(registry);
        for (Closing.By by : Closing.By.values()) {
            for (Closing closing : Closing.values()) {
                int index = index(by, closing);
                FunctionCounter.builder("gateway.websockets.closed", closed, counts -> counts.get(index))
                        .description("WebSockets that ended, by who began to close and why.")
                        .tags("by", by.label(), "why", closing.label())
                        .register(registry);
            }
        }
    }

    private static int index(Closing.By by, Closing closing) {
        return by.ordinal() * CLASSES + closing.ordinal();
    }

    private record Client(RouteLabel route, String address) {}
}

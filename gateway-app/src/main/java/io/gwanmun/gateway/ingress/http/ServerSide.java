package io.gwanmun.gateway.ingress.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoop;

import io.gwanmun.gateway.pipeline.LoopSweep;
import io.gwanmun.gateway.pipeline.Ticker;

/** What all connections of a server share. */
final class ServerSide {

    private static final long SWEEP_MILLIS = TimeUnit.MILLISECONDS.toMillis(250);

    /** A thousand bodies at a time. */
    private static final long GATHERING_BYTES = 64L * 1024 * 1024;

    private final GatheringRoom gathering = new GatheringRoom(GATHERING_BYTES);
    private final ServerLimits limits;
    private final CallReceiver receiver;
    private final ConnectionGate gate;
    private final Ticker ticker;
    private final Map<EventLoop, LoopSweep> sweeps = new ConcurrentHashMap<>();
    private volatile boolean leaving;

    ServerSide(ServerLimits limits, CallReceiver receiver, ConnectionGate gate, Ticker ticker) {
        this.limits = limits;
        this.receiver = receiver;
        this.gate = gate;
        this.ticker = ticker;
    }

    ServerLimits limits() {
        return limits;
    }

    CallReceiver receiver() {
        return receiver;
    }

    ConnectionGate gate() {
        return gate;
    }

    GatheringRoom gathering() {
        return gathering;
    }

    LoopSweep sweep(EventLoop loop) {
        return sweeps.computeIfAbsent(loop, key -> new LoopSweep(key, ticker, SWEEP_MILLIS));
    }

    /** Says whether the server is about to stop: answers tell clients to go elsewhere. */
    boolean isLeaving() {
        return leaving;
    }

    /** From now on answers tell clients to go elsewhere. */
    void leave() {
        leaving = true;
    }
}

package io.gwanmun.gateway.integration;

import java.util.List;

import io.gwanmun.gateway.integration.balance.WeightedRoundRobin;
import io.gwanmun.gateway.integration.http.HttpLeg;
import io.gwanmun.gateway.integration.http.HttpLegs;

/** An upstream in use: its targets, whose turn it is, and the connections to each. Lives across revisions while unchanged. */
final class Upstream implements AutoCloseable {

    private final UpstreamSource source;
    private final OutboundGate gate;
    private final List<Target> targets;
    private final WeightedRoundRobin<Target> turns;

    private Upstream(UpstreamSource source, OutboundGate gate, List<Target> targets) {
        this.source = source;
        this.gate = gate;
        this.targets = targets;
        this.turns = WeightedRoundRobin.of(targets, target -> target.source().weight());
    }

    /** Opens an upstream as written; no connection is made before the first call. */
    static Upstream open(UpstreamSource source, OutboundGate gate, HttpLegs legs) {
        return new Upstream(
                source,
                gate,
                source.targets().stream()
                        .map(target -> new Target(target, legs.open(target.address(), source.pool(), gate)))
                        .toList());
    }

    /** Returns what the upstream was opened from. */
    UpstreamSource source() {
        return source;
    }

    /** Returns what decides where its connections may go. */
    OutboundGate gate() {
        return gate;
    }

    /** Returns the target whose turn it is. */
    Target next() {
        return turns.next();
    }

    /** Closes idle connections now and the others when their calls have ended. */
    @Override
    public void close() {
        targets.forEach(target -> target.leg().close());
    }

    /**
     * One instance of the service.
     *
     * @param source where it is
     * @param leg the connections to it
     */
    record Target(UpstreamSource.Target source, HttpLeg leg) {}
}

package io.gwanmun.gateway.integration;

import java.util.List;

import io.netty.handler.ssl.SslContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.gwanmun.gateway.integration.balance.Reachability;
import io.gwanmun.gateway.integration.balance.Rotation;
import io.gwanmun.gateway.integration.http.HttpLeg;
import io.gwanmun.gateway.integration.http.HttpLegs;
import io.gwanmun.gateway.integration.http.LegSettings;
import io.gwanmun.gateway.integration.http.UnansweredException;
import io.gwanmun.gateway.pipeline.Fault;
import io.gwanmun.gateway.pipeline.RefusedException;
import io.gwanmun.gateway.pipeline.UpstreamFault;
import io.gwanmun.gateway.tls.ServiceTls;

/**
 * An upstream in use: its targets, whose turn it is, what is known of them, and the connections to each. Lives across revisions
 * while unchanged. Calls tell it what became of them; it says in the log when a target is left out and when it comes back.
 */
final class Upstream implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Upstream.class);

    private final String name;
    private final UpstreamSource source;
    private final OutboundGate gate;
    private final List<Target> targets;
    private final Rotation<Target> rotation;

    private Upstream(String name, UpstreamSource source, OutboundGate gate, List<Target> targets) {
        this.name = name;
        this.source = source;
        this.gate = gate;
        this.targets = targets;
        this.rotation = new Rotation<>(targets);
    }

    /** Opens an upstream as written; no connection is made before the first call. */
    static Upstream open(String name, UpstreamSource source, OutboundGate gate, HttpLegs legs) {
        ServiceTls tls = source.tls();
        SslContext trust = tls == null ? legs.trust() : tls.context();
        String serverName = tls == null ? null : tls.serverName();
        LegSettings settings = new LegSettings(source.pool(), source.protocol(), trust, serverName, gate);
        return new Upstream(
                name,
                source,
                gate,
                source.targets().stream()
                        .map(target -> new Target(target, legs.open(target.address(), settings), new Reachability()))
                        .toList());
    }

    /** Returns its name in the files. */
    String name() {
        return name;
    }

    /** Returns what the upstream was opened from. */
    UpstreamSource source() {
        return source;
    }

    /** Returns what decides where its connections may go. */
    OutboundGate gate() {
        return gate;
    }

    /** Returns the target whose turn it is, null when all are left out. */
    @Nullable
    Target next(long now) {
        return rotation.next(now);
    }

    /** Returns a target that was not tried, null when all that may be reached were. */
    @Nullable
    Target another(long now, List<Target> tried) {
        return rotation.another(now, tried);
    }

    /** Returns the target whose turn it is, also one that is left out. */
    Target anyway() {
        return rotation.anyway();
    }

    /** Returns how many targets are left out. */
    int leftOut() {
        return rotation.out();
    }

    /** Takes note that a target answered a call that began at a time. */
    void answered(Target target, long began) {
        if (target.reachability().answered(began)) {
            rotation.refresh();
            log.info(
                    "upstream={} target={}: is back, as it answered",
                    name,
                    target.source().authority());
        }
    }

    /** Takes note that a call came to nothing. */
    void failed(Target target, Throwable error, long began, long now) {
        Fault fault =
                error instanceof RefusedException refused ? refused.refusal().fault() : null;
        Reachability known = target.reachability();
        if (!(fault instanceof UpstreamFault)) {
            known.undecided(began);
        } else if (fault == UpstreamFault.RESPONSE_TIMEOUT) {
            known.silent(began, now);
        } else if (fault == UpstreamFault.CLOSED_EARLY || isImpatient(fault, now - began)) {
            leaveOut(known.broke(began, now), target, fault);
        } else if (error instanceof UnansweredException) {
            leaveOut(known.unreachable(began, now), target, fault);
        } else {
            // What is no good answer shows that there is somebody.
            answered(target, began);
        }
    }

    /** Tells whether a call's own time was over before that of connecting: the target may only be far away. */
    private boolean isImpatient(Fault fault, long tookNanos) {
        return fault == UpstreamFault.CONNECT_TIMEOUT
                && tookNanos < source.pool().connectTimeout().toNanos();
    }

    /** Takes note that a call was given up. */
    void undecided(Target target, long began) {
        target.reachability().undecided(began);
    }

    private void leaveOut(boolean now, Target target, Fault why) {
        if (now) {
            rotation.refresh();
            log.warn(
                    "upstream={} target={} fault={}: is left out, tried again after {} s, then less often",
                    name,
                    target.source().authority(),
                    why.id(),
                    Reachability.SHORTEST.toSeconds());
        }
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
     * @param reachability what is known of it
     */
    record Target(UpstreamSource.Target source, HttpLeg leg, Reachability reachability) implements Rotation.Member {

        @Override
        public int weight() {
            return source.weight();
        }
    }
}

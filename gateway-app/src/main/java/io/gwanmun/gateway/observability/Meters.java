package io.gwanmun.gateway.observability;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.pipeline.Fault;
import io.gwanmun.gateway.pipeline.Outcome;
import io.gwanmun.gateway.pipeline.OutcomeListener;
import io.gwanmun.gateway.pipeline.RouteLabel;

/**
 * Counts and times every request that ended, by route, under API Gateway's names.
 *
 * <p>The meters of a route are made when its first request ends, so routes that nobody calls cost nothing, and found again
 * by one look-up in a map. At most {@code maxRoutes} routes have meters of their own; every further one is counted as
 * {@link #OTHER}, so neither the memory nor the page that Prometheus reads grows without bound. Requests that no route
 * serves have meters of their own beside these.
 */
final class Meters implements OutcomeListener {

    /** The label under which routes above the bound are counted together. */
    static final RouteLabel OTHER = new RouteLabel("other", "other", "other");

    private final MeterRegistry registry;
    private final List<Duration> buckets;
    private final int maxRoutes;
    private final ConcurrentMap<RouteLabel, RouteMeters> byRoute = new ConcurrentHashMap<>();
    private final ConcurrentMap<Fault, Counter> byFault = new ConcurrentHashMap<>();
    private final RouteMeters unrouted;
    private volatile @Nullable RouteMeters others;

    /**
     * Makes the meters of requests without a route; all others wait for their first request.
     *
     * @param maxRoutes how many routes have meters of their own, 1 or more
     * @param buckets upper bounds of the latency buckets, ascending; none when empty
     */
    Meters(MeterRegistry registry, int maxRoutes, List<Duration> buckets) {
        this.registry = registry;
        this.maxRoutes = maxRoutes;
        this.buckets = buckets;
        this.unrouted = new RouteMeters(registry, RouteLabel.NONE, buckets);
    }

    @Override
    public void ended(Outcome outcome) {
        of(outcome.call().route()).record(outcome);
        Fault fault = outcome.call().fault();
        if (fault != null) {
            of(fault).increment();
        }
    }

    private RouteMeters of(RouteLabel label) {
        RouteMeters known = byRoute.get(label);
        if (known != null) {
            return known;
        }
        if (RouteLabel.NONE.equals(label)) {
            return unrouted;
        }
        RouteMeters shared = others;
        return shared != null ? shared : admit(label);
    }

    /** Makes a route's meters while there is room; the lock keeps the bound exact and is never taken again after that. */
    private synchronized RouteMeters admit(RouteLabel label) {
        RouteMeters known = byRoute.get(label);
        if (known != null) {
            return known;
        }
        if (byRoute.size() < maxRoutes) {
            RouteMeters made = new RouteMeters(registry, label, buckets);
            byRoute.put(label, made);
            return made;
        }
        RouteMeters shared = others;
        if (shared == null) {
            shared = new RouteMeters(registry, OTHER, buckets);
            others = shared;
        }
        return shared;
    }

    private Counter of(Fault fault) {
        Counter known = byFault.get(fault);
        return known != null ? known : byFault.computeIfAbsent(fault, this::counter);
    }

    private Counter counter(Fault fault) {
        return Counter.builder(GatewayMeters.FAULTS.meter())
                .description(GatewayMeters.FAULTS.sentence())
                .tags("fault", fault.id(), "whose", fault.whose())
                .register(registry);
    }
}

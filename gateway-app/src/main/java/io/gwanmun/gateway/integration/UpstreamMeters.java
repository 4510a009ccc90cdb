package io.gwanmun.gateway.integration;

import java.util.Collection;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;

/** Counts calls that were sent again or elsewhere, and says how many targets are left out. For any thread; no call that goes well comes here. */
final class UpstreamMeters {

    private final MeterRegistry registry;
    private final MultiGauge out;

    UpstreamMeters(MeterRegistry registry) {
        this.registry = registry;
        this.out = MultiGauge.builder("gateway.upstream.targets.out")
                .description("Targets that are left out because they could not be reached.")
                .register(registry);
    }

    /** Says which upstreams there are. */
    void live(Collection<Upstream> upstreams) {
        out.register(upstreams.stream().<Row<?>>map(UpstreamMeters::row).toList(), true);
    }

    /** Counts a call that is sent again after its attempt at an upstream came to nothing. */
    void retried(Upstream upstream, Retry why) {
        Counter.builder("gateway.upstream.retries")
                .description("Attempts that came to nothing and were followed by another, by the upstream and why.")
                .tags("upstream", upstream.name(), "reason", why.label())
                .register(registry)
                .increment();
    }

    /** Counts a call that goes to the upstream that stands in for another. */
    void failedOver(Upstream upstream, Upstream to) {
        Counter.builder("gateway.upstream.failovers")
                .description("Calls that went to the upstream that stands in for another.")
                .tags("upstream", upstream.name(), "to", to.name())
                .register(registry)
                .increment();
    }

    private static Row<?> row(Upstream upstream) {
        return Row.of(Tags.of("upstream", upstream.name()), upstream, Upstream::leftOut);
    }
}

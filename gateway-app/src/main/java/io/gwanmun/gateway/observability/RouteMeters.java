package io.gwanmun.gateway.observability;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;

import io.gwanmun.gateway.pipeline.Outcome;
import io.gwanmun.gateway.pipeline.RouteLabel;

/** The five meters of one route, made once so that a request neither looks one up nor makes a tag. */
final class RouteMeters {

    private final Counter count;
    private final Counter clientErrors;
    private final Counter serverErrors;
    private final Timer latency;
    private final Timer integrationLatency;

    RouteMeters(MeterRegistry registry, RouteLabel label, List<Duration> buckets) {
        Tags tags = Tags.of("api", label.api(), "stage", label.stage(), "route", label.route());
        count = counter(registry, GatewayMeters.COUNT, tags);
        clientErrors = counter(registry, GatewayMeters.CLIENT_ERROR, tags);
        serverErrors = counter(registry, GatewayMeters.SERVER_ERROR, tags);
        latency = timer(registry, GatewayMeters.LATENCY, tags, buckets);
        integrationLatency = timer(registry, GatewayMeters.INTEGRATION_LATENCY, tags, buckets);
    }

    void record(Outcome outcome) {
        count.increment();
        latency.record(outcome.latencyNanos(), TimeUnit.NANOSECONDS);
        long integrationNanos = outcome.call().integrationNanos();
        if (integrationNanos >= 0) {
            integrationLatency.record(integrationNanos, TimeUnit.NANOSECONDS);
        }
        int status = outcome.status();
        if (status >= 400 && status <= 499) {
            clientErrors.increment();
        } else if (status >= 500 && status <= 599) {
            serverErrors.increment();
        }
    }

    private static Counter counter(MeterRegistry registry, GatewayMeters meter, Tags tags) {
        return Counter.builder(meter.meter())
                .description(meter.sentence())
                .tags(tags)
                .register(registry);
    }

    private static Timer timer(MeterRegistry registry, GatewayMeters meter, Tags tags, List<Duration> buckets) {
        return Timer.builder(meter.meter())
                .description(meter.sentence())
                .tags(tags)
                .serviceLevelObjectives(buckets.toArray(Duration[]::new))
                .register(registry);
    }
}

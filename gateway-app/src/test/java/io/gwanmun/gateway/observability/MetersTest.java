package io.gwanmun.gateway.observability;

import java.time.Duration;
import java.util.List;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.gwanmun.gateway.pipeline.Call;
import io.gwanmun.gateway.pipeline.ClientFault;
import io.gwanmun.gateway.pipeline.GatewayFault;
import io.gwanmun.gateway.pipeline.RouteLabel;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.assertj.core.api.Assertions.assertThat;

class MetersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Meters meters = new Meters(registry, 2, List.of(Duration.ofMillis(10), Duration.ofMillis(25)));

    @Test
    void endedWhenServedThenCountsAndTimesUnderTheRoute() {
        meters.ended(Outcomes.full());

        assertThat(counter("gateway.count", "details")).isEqualTo(1);
        assertThat(timer("gateway.latency", "details").totalTime(NANOSECONDS)).isEqualTo(12_345_678);
        assertThat(timer("gateway.integration.latency", "details").totalTime(NANOSECONDS))
                .isEqualTo(10_200_000);
        assertThat(registry.get("gateway.count")
                        .tags("api", "users", "stage", "default", "route", "details")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.find("gateway.faults").counter()).isNull();
    }

    @Test
    void endedWhenNothingBehindWasCalledThenNoIntegrationLatency() {
        meters.ended(Outcomes.of(Outcomes.DETAILS, 200));

        assertThat(timer("gateway.latency", "details").count()).isEqualTo(1);
        assertThat(timer("gateway.integration.latency", "details").count()).isZero();
    }

    @Test
    void endedWhenTheServiceTookNoTimeThenIntegrationLatencyCounts() {
        Call call = Outcomes.call("GET", "/");
        call.routedTo(Outcomes.DETAILS);
        call.integrationTook(0);
        meters.ended(Outcomes.ended(call, 200));

        assertThat(timer("gateway.integration.latency", "details").count()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"200,0,0", "399,0,0", "400,1,0", "499,1,0", "500,0,1", "504,0,1", "599,0,1", "600,0,0"})
    void endedWhenStatusThenCountsTheErrorOfItsClass(int status, int clientErrors, int serverErrors) {
        meters.ended(Outcomes.of(Outcomes.DETAILS, status));

        assertThat(counter("gateway.count", "details")).isEqualTo(1);
        assertThat(counter("gateway.4xx.error", "details")).isEqualTo(clientErrors);
        assertThat(counter("gateway.5xx.error", "details")).isEqualTo(serverErrors);
    }

    @Test
    void endedWhenNoRouteServesThenCountsAsNone() {
        Call call = Outcomes.call("GET", "/nowhere");
        call.failed(ClientFault.NO_ROUTE);
        meters.ended(Outcomes.ended(call, 404));

        assertThat(counter("gateway.4xx.error", "none")).isEqualTo(1);
        assertThat(fault("no-route", "client")).isEqualTo(1);
    }

    @Test
    void endedWhenFaultThenCountsItsIdAndWhoseItIs() {
        Call call = Outcomes.call("GET", "/");
        call.failed(GatewayFault.POOL_EXHAUSTED);
        meters.ended(Outcomes.ended(call, 503));
        meters.ended(Outcomes.ended(call, 503));

        assertThat(fault("pool-exhausted", "gateway")).isEqualTo(2);
    }

    @Test
    void endedWhenExactlyMaxRoutesThenEachHasItsOwn() {
        meters.ended(Outcomes.of(route("one"), 200));
        meters.ended(Outcomes.of(route("two"), 200));

        assertThat(counter("gateway.count", "one")).isEqualTo(1);
        assertThat(counter("gateway.count", "two")).isEqualTo(1);
        assertThat(registry.find("gateway.count").tag("route", "other").counter())
                .isNull();
    }

    @Test
    void endedWhenOneRouteMoreThanMaxThenFurtherOnesCountAsOther() {
        for (String name : List.of("one", "two", "three", "four", "one")) {
            meters.ended(Outcomes.of(route(name), 200));
        }
        meters.ended(Outcomes.of(RouteLabel.NONE, 404));

        assertThat(counter("gateway.count", "one")).isEqualTo(2);
        assertThat(counter("gateway.count", "two")).isEqualTo(1);
        assertThat(counter("gateway.count", "other")).isEqualTo(2);
        assertThat(counter("gateway.count", "none")).isEqualTo(1);
        assertThat(registry.find("gateway.count").tag("route", "three").counter())
                .isNull();
    }

    @Test
    void endedWhenManyPathsAndMethodsThenNoMeterMore() {
        meters.ended(Outcomes.path("/users/0"));
        int before = registry.getMeters().size();
        for (int i = 0; i < 10_000; i++) {
            Call call = Outcomes.call("M" + i, "/users/" + i);
            call.routedTo(Outcomes.DETAILS);
            meters.ended(Outcomes.ended(call, 200 + i % 300));
        }

        assertThat(registry.getMeters()).hasSize(before);
    }

    @Test
    void endedWhenBucketsThenCountsUpToEachBound() {
        meters.ended(Outcomes.full());

        CountAtBucket[] buckets =
                timer("gateway.latency", "details").takeSnapshot().histogramCounts();
        assertThat(buckets).hasSize(2);
        assertThat(buckets[0].bucket(MILLISECONDS)).isEqualTo(10);
        assertThat(buckets[0].count()).isZero();
        assertThat(buckets[1].bucket(MILLISECONDS)).isEqualTo(25);
        assertThat(buckets[1].count()).isEqualTo(1);
    }

    private double counter(String name, String route) {
        return registry.get(name).tag("route", route).counter().count();
    }

    private Timer timer(String name, String route) {
        return registry.get(name).tag("route", route).timer();
    }

    private double fault(String id, String whose) {
        return registry.get("gateway.faults")
                .tags("fault", id, "whose", whose)
                .counter()
                .count();
    }

    private static RouteLabel route(String name) {
        return new RouteLabel("users", "default", name);
    }
}

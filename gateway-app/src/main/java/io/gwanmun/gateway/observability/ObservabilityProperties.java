package io.gwanmun.gateway.observability;

import java.time.Duration;
import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What the operator sets for metrics and the access log. The management port is set with Spring Boot's
 * {@code management.*}.
 *
 * @param maxRoutes how many routes have meters of their own, 1 to 100000; further ones are counted as {@code other}
 * @param latencyBuckets upper bounds of the latency buckets, ascending and above zero; without any, latency has no
 *     buckets
 * @param accessLog the access log
 */
@Validated
@ConfigurationProperties(prefix = "gateway.observability", ignoreUnknownFields = false)
record ObservabilityProperties(
        @DefaultValue("1000") int maxRoutes,

        @DefaultValue({"5ms", "10ms", "25ms", "50ms", "100ms", "250ms", "500ms", "1s", "2500ms", "5s", "10s", "29s"})
        List<Duration> latencyBuckets,

        @DefaultValue AccessLogSettings accessLog) {

    private static final int MOST_ROUTES = 100_000;
    private static final int LARGEST_QUEUE = 1 << 24;

    ObservabilityProperties {
        check(maxRoutes >= 1 && maxRoutes <= MOST_ROUTES, "max-routes", maxRoutes, "1 to 100000");
        latencyBuckets = List.copyOf(latencyBuckets);
        Duration below = Duration.ZERO;
        for (Duration bucket : latencyBuckets) {
            check(bucket.compareTo(below) > 0, "latency-buckets", latencyBuckets, "ascending, above zero");
            below = bucket;
        }
    }

    private static void check(boolean holds, String name, Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
        }
    }

    /**
     * Where and how requests are logged.
     *
     * @param enabled whether there is an access log
     * @param file where lines are appended; standard output when empty. Reopened when another program moved it away
     * @param format {@code json} for one JSON object per line, {@code clf} for a line in the manner of web servers
     * @param queue how many events wait for the writer at most, 1 to 16777216
     * @param overflow what happens to an event when the queue is full
     */
    record AccessLogSettings(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("") String file,
            @DefaultValue("json") Format format,
            @DefaultValue("65536") int queue,
            @DefaultValue("drop") Overflow overflow) {

        AccessLogSettings {
            check(queue >= 1 && queue <= LARGEST_QUEUE, "access-log.queue", queue, "1 to 16777216");
        }
    }

    /** How a line is written. */
    enum Format {
        /** One JSON object per line. */
        JSON,
        /** In the manner of the common log format of web servers, with more fields at its end. */
        CLF;

        LineFormat line() {
            return this == JSON ? new JsonLine() : new CommonLine();
        }
    }

    /** What happens to an event when the queue is full. Requests are never held up, so there is one answer. */
    enum Overflow {
        /** The event is not logged; {@code gateway.access.log.dropped} counts it. */
        DROP
    }
}

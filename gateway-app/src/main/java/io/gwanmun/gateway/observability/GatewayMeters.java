package io.gwanmun.gateway.observability;

import java.util.Locale;

/**
 * Every meter of the gateway's own: its name, unit, tags and meaning. The first five are API Gateway's, by name and by
 * meaning. All tag values come from configuration or from a closed catalogue, never from a request.
 */
enum GatewayMeters {
    /** All requests. */
    COUNT("gateway.count", Kind.COUNTER, "requests", Tags.ROUTE, "Requests that ended, whatever the answer."),
    /** The whole time of a request. */
    LATENCY(
            "gateway.latency",
            Kind.TIMER,
            "seconds",
            Tags.ROUTE,
            "Time from the arrival of a request's head to the end of its answer, the service's part included."),
    /** The service's part of it. */
    INTEGRATION_LATENCY(
            "gateway.integration.latency",
            Kind.TIMER,
            "seconds",
            Tags.ROUTE,
            "Time from the call behind to the head of its answer; only requests that called a service count."),
    /** Answers 400 to 499. */
    CLIENT_ERROR(
            "gateway.4xx.error",
            Kind.COUNTER,
            "requests",
            Tags.ROUTE,
            "Requests that ended with a status from 400 to 499, callers that left (499) included."),
    /** Answers 500 to 599. */
    SERVER_ERROR(
            "gateway.5xx.error",
            Kind.COUNTER,
            "requests",
            Tags.ROUTE,
            "Requests that ended with a status from 500 to 599, the gateway's own or the service's."),
    /** What went wrong, by the catalogue. */
    FAULTS(
            "gateway.faults",
            Kind.COUNTER,
            "requests",
            "fault, whose",
            "Requests in which something went wrong, by the fault's id and whose fault it is."),
    /** Lines of the access log that were not written. */
    ACCESS_LOG_DROPPED(
            "gateway.access.log.dropped",
            Kind.COUNTER,
            "lines",
            "reason",
            "Lines missing in the access log: `overflow` when the queue was full, `failed` when a write failed.");

    private final String meter;
    private final Kind kind;
    private final String unit;
    private final String tags;
    private final String sentence;

    GatewayMeters(String meter, Kind kind, String unit, String tags, String sentence) {
        this.meter = meter;
        this.kind = kind;
        this.unit = unit;
        this.tags = tags;
        this.sentence = sentence;
    }

    /** Returns the name it is registered under. */
    String meter() {
        return meter;
    }

    /** Returns what it counts or measures, as one sentence. */
    String sentence() {
        return sentence;
    }

    /** Returns its line of the table on the metrics page. */
    String row() {
        return "| `" + meter + "` | `" + exported() + "` | " + kind.name().toLowerCase(Locale.ROOT) + " | " + unit
                + " | " + tags + " | " + sentence + " |";
    }

    /** Returns its name on the page that Prometheus reads. */
    String exported() {
        return meter.replace('.', '_') + kind.suffix;
    }

    private enum Kind {
        COUNTER("_total"),
        TIMER("_seconds");

        private final String suffix;

        Kind(String suffix) {
            this.suffix = suffix;
        }
    }

    /** Tag keys that several meters share; a constant of the enum itself cannot be read this early. */
    private static final class Tags {
        static final String ROUTE = "api, stage, route";
    }
}

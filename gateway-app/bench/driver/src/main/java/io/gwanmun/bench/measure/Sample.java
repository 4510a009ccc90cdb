package io.gwanmun.bench.measure;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.DoubleStream;

import io.gwanmun.bench.load.LoadResult;

/**
 * One value for each of some metrics: from one round, or from all rounds of one process.
 *
 * @param values the values, in the unit of the metric's title
 */
public record Sample(Map<Metric, Double> values) {

    private static final double NANOS_PER_MICRO = 1e3;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    /** Copies the map. */
    public Sample {
        values = Collections.unmodifiableMap(new EnumMap<>(values));
    }

    static Sample ofLoad(LoadResult result, Duration cpuTime) {
        Map<Metric, Double> values = latencies(result);
        values.put(Metric.CPU_PER_REQUEST, cpuTime.toNanos() / NANOS_PER_MICRO / result.requests());
        return new Sample(values);
    }

    static Sample ofReload(Duration reload, LoadResult result) {
        Map<Metric, Double> values = latencies(result);
        values.put(Metric.RELOAD, seconds(reload));
        values.put(Metric.LONGEST, result.longest().toNanos() / NANOS_PER_MILLI);
        return new Sample(values);
    }

    static Sample ofTime(Metric metric, Duration time) {
        return new Sample(new EnumMap<>(Map.of(metric, seconds(time))));
    }

    /**
     * Makes one sample of several: medians, and sums of what is counted.
     *
     * @param samples at least one, all with the same metrics
     * @return the summary
     */
    static Sample summary(List<Sample> samples) {
        Map<Metric, Double> values = new EnumMap<>(Metric.class);
        for (Metric metric : samples.get(0).metrics()) {
            DoubleStream all =
                    samples.stream().mapToDouble(sample -> sample.value(metric).orElseThrow());
            values.put(metric, metric.isMedian() ? median(all) : all.sum());
        }
        return new Sample(values);
    }

    static double median(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    Set<Metric> metrics() {
        return new TreeSet<>(values.keySet());
    }

    OptionalDouble value(Metric metric) {
        Double value = values.get(metric);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    private static Map<Metric, Double> latencies(LoadResult result) {
        Map<Metric, Double> values = new EnumMap<>(Metric.class);
        values.put(Metric.REQUESTS_PER_SECOND, result.requestsPerSecond());
        values.put(Metric.MEDIAN, result.median().toNanos() / NANOS_PER_MILLI);
        values.put(Metric.P99, result.p99().toNanos() / NANOS_PER_MILLI);
        values.put(Metric.ERRORS, (double) result.errors());
        return values;
    }

    private static double seconds(Duration time) {
        return time.toNanos() / NANOS_PER_SECOND;
    }
}

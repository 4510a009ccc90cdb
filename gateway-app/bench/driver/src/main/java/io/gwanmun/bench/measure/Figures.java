package io.gwanmun.bench.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What was measured of one program in one state: one sample for each process of it. */
public final class Figures {

    private final String label;
    private final List<Sample> processes = new ArrayList<>();

    /**
     * Starts empty.
     *
     * @param label names the row
     */
    public Figures(String label) {
        this.label = label;
    }

    /**
     * Adds a process.
     *
     * @param rounds the samples of its rounds, at least one
     */
    public void add(List<Sample> rounds) {
        processes.add(Sample.summary(rounds));
    }

    /**
     * Names the row.
     *
     * @return program and state
     */
    public String label() {
        return label;
    }

    /**
     * Lists the columns.
     *
     * @return which metrics were measured, in the order of columns
     */
    public Set<Metric> metrics() {
        return processes.isEmpty() ? new TreeSet<>() : processes.get(0).metrics();
    }

    /**
     * Sums the processes up.
     *
     * @param metric a metric
     * @return median, least and most of the processes, or the sum of what is counted, three times; empty when it
     *     was not measured
     */
    public Optional<Spread> spread(Metric metric) {
        if (!metrics().contains(metric)) {
            return Optional.empty();
        }
        double[] values = values(metric);
        if (metric.isMedian()) {
            return Optional.of(Spread.of(values));
        }
        double sum = Sample.summary(processes).value(metric).orElseThrow();
        return Optional.of(new Spread(sum, sum, sum));
    }

    /**
     * Compares with another program, measured in turns with this one.
     *
     * @param other what stands below the line
     * @param metric a metric
     * @return the ratio of the medians, and the least and most of the ratios within one turn; empty when there is
     *     nothing to compare
     */
    public Optional<Spread> ratio(Figures other, Metric metric) {
        if (!metric.isMedian()
                || !metrics().contains(metric)
                || !other.metrics().contains(metric)) {
            return Optional.empty();
        }
        double[] mine = values(metric);
        double[] theirs = other.values(metric);
        double[] ratios = new double[Math.min(mine.length, theirs.length)];
        for (int turn = 0; turn < ratios.length; turn++) {
            ratios[turn] = mine[turn] / theirs[turn];
        }
        Spread turns = Spread.of(ratios);
        return Optional.of(
                new Spread(Spread.of(mine).median() / Spread.of(theirs).median(), turns.least(), turns.most()));
    }

    private double[] values(Metric metric) {
        return processes.stream()
                .mapToDouble(sample -> sample.value(metric).orElseThrow())
                .toArray();
    }
}

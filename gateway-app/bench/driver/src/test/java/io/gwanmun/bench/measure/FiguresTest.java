package io.gwanmun.bench.measure;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FiguresTest {

    @Test
    void spreadWhenMeasuredThenMedianOfTheMediansOfProcesses() {
        Figures figures = new Figures("x");
        figures.add(cpu(10, 90, 11));
        figures.add(cpu(20));
        figures.add(cpu(14, 16));

        assertThat(figures.spread(Metric.CPU_PER_REQUEST)).contains(new Spread(15, 11, 20));
    }

    @Test
    void spreadWhenCountedThenSumOfAllRounds() {
        Figures figures = new Figures("x");
        figures.add(List.of(sample(Metric.ERRORS, 1), sample(Metric.ERRORS, 2)));
        figures.add(List.of(sample(Metric.ERRORS, 4)));

        assertThat(figures.spread(Metric.ERRORS)).contains(new Spread(7, 7, 7));
    }

    @Test
    void spreadWhenNotMeasuredThenEmpty() {
        Figures figures = new Figures("x");
        figures.add(cpu(1));

        assertThat(figures.spread(Metric.RELOAD)).isEmpty();
    }

    @Test
    void ratioWhenThreeTurnsThenOfMediansWithExtremesWithinTurns() {
        Figures above = new Figures("above");
        Figures below = new Figures("below");
        List.of(10, 20, 30).forEach(value -> above.add(cpu(value)));
        List.of(100, 50, 40).forEach(value -> below.add(cpu(value)));

        assertThat(above.ratio(below, Metric.CPU_PER_REQUEST)).contains(new Spread(0.4, 0.1, 0.75));
    }

    @Test
    void ratioWhenCountedThenEmpty() {
        Figures figures = new Figures("x");
        figures.add(List.of(sample(Metric.ERRORS, 1)));

        assertThat(figures.ratio(figures, Metric.ERRORS)).isEmpty();
    }

    private static List<Sample> cpu(double... rounds) {
        return Arrays.stream(rounds)
                .mapToObj(value -> sample(Metric.CPU_PER_REQUEST, value))
                .toList();
    }

    private static Sample sample(Metric metric, double value) {
        return new Sample(Map.of(metric, value));
    }
}

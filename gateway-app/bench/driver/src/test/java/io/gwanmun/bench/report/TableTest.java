package io.gwanmun.bench.report;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.gwanmun.bench.measure.Figures;
import io.gwanmun.bench.measure.Metric;
import io.gwanmun.bench.measure.Sample;

import static org.assertj.core.api.Assertions.assertThat;

class TableTest {

    @Test
    void ofWhenTwoProgramsThenShowsBothAndTheirRatio() {
        Figures gateway = figures("gateway", Map.of(Metric.CPU_PER_REQUEST, 30.0, Metric.ERRORS, 0.0));
        Figures bare = figures("bare engine", Map.of(Metric.CPU_PER_REQUEST, 90.0, Metric.ERRORS, 2000.0));

        assertThat(Table.of(List.of(gateway, bare), List.of(new Table.Ratio(gateway, bare))))
                .isEqualTo("""
                |  | CPU µs/request | errors |
                | --- | ---: | ---: |
                | gateway | 30.0 (30.0–30.0) | 0 |
                | bare engine | 90.0 (90.0–90.0) | 2,000 |
                | **gateway : bare engine** | **0.33** (0.33–0.33) | – |
                """);
    }

    private static Figures figures(String label, Map<Metric, Double> values) {
        Figures figures = new Figures(label);
        figures.add(List.of(new Sample(values)));
        return figures;
    }
}

package io.gwanmun.bench.measure;

import java.util.Locale;
import java.util.stream.Collectors;

/** Samples as a line of text. */
final class Wording {

    private Wording() {}

    static String of(Sample sample) {
        return sample.metrics().stream()
                .map(metric -> metric.title() + " " + number(metric, sample))
                .collect(Collectors.joining(", "));
    }

    private static String number(Metric metric, Sample sample) {
        return String.format(
                Locale.ROOT,
                "%." + metric.decimals() + "f",
                sample.value(metric).orElseThrow());
    }
}

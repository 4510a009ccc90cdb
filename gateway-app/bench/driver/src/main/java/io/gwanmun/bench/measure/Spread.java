package io.gwanmun.bench.measure;

import java.util.Arrays;

/**
 * Several values of one thing.
 *
 * @param median the middle one
 * @param least the least
 * @param most the most
 */
public record Spread(double median, double least, double most) {

    static Spread of(double[] values) {
        return new Spread(
                Sample.median(Arrays.stream(values)),
                Arrays.stream(values).min().orElseThrow(),
                Arrays.stream(values).max().orElseThrow());
    }
}

package io.gwanmun.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.gwanmun.bench.host.BenchException;

/** Reads what h2load prints at its end, and its log of requests for the percentiles it does not print. */
final class H2loadReport {

    private static final Pattern RATE = Pattern.compile("finished in [^,]+, ([\\d.]+) req/s");
    private static final Pattern COUNTS = Pattern.compile("requests: .* (\\d+) done, \\d+ succeeded, (\\d+) failed");

    private H2loadReport() {}

    static LoadResult parse(String output, Path log) {
        Matcher rate = RATE.matcher(output);
        Matcher counts = COUNTS.matcher(output);
        if (!rate.find() || !counts.find()) {
            throw new BenchException("cannot read what h2load printed:\n" + output);
        }
        long[] sorted = sortedMicros(log);
        return new LoadResult(
                Long.parseLong(counts.group(1)),
                Double.parseDouble(rate.group(1)),
                quantile(sorted, 0.5),
                quantile(sorted, 0.99),
                quantile(sorted, 1),
                Long.parseLong(counts.group(2)));
    }

    /** Nearest rank: the smallest value that is not less than the asked share of all. */
    static Duration quantile(long[] sortedMicros, double share) {
        if (sortedMicros.length == 0) {
            return Duration.ZERO;
        }
        int rank = (int) Math.ceil(share * sortedMicros.length);
        return Duration.of(sortedMicros[Math.max(rank, 1) - 1], ChronoUnit.MICROS);
    }

    /** Columns are start, status and time taken, set apart by tabs. */
    private static long[] sortedMicros(Path log) {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.mapToLong(line -> Long.parseLong(
                            line.substring(line.lastIndexOf('\t') + 1).strip()))
                    .sorted()
                    .toArray();
        } catch (IOException e) {
            throw new BenchException("cannot read the log of h2load", e);
        }
    }
}

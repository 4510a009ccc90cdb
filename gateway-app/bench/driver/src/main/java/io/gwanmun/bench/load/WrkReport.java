package io.gwanmun.bench.load;

import java.time.Duration;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

import io.gwanmun.bench.host.BenchException;

/** Reads what wrk prints at its end. */
final class WrkReport {

    private static final String TIME = "([\\d.]+)(us|ms|s|m|h)";
    private static final Map<String, Double> NANOS = Map.of("us", 1e3, "ms", 1e6, "s", 1e9, "m", 60e9, "h", 3600e9);

    private static final Pattern LONGEST = Pattern.compile("Latency\\s+\\S+\\s+\\S+\\s+" + TIME);
    private static final Pattern MEDIAN = Pattern.compile("50%\\s+" + TIME);
    private static final Pattern P99 = Pattern.compile("99%\\s+" + TIME);
    private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in");
    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([\\d.]+)");
    private static final Pattern BAD_ANSWERS = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");
    private static final Pattern SOCKET_ERRORS =
            Pattern.compile("Socket errors: connect (\\d+), read (\\d+), write (\\d+), timeout (\\d+)");

    private WrkReport() {}

    static LoadResult parse(String output) {
        return new LoadResult(
                Long.parseLong(find(REQUESTS, output).group(1)),
                Double.parseDouble(find(RATE, output).group(1)),
                time(MEDIAN, output),
                time(P99, output),
                time(LONGEST, output),
                sum(BAD_ANSWERS, output) + sum(SOCKET_ERRORS, output));
    }

    private static Duration time(Pattern pattern, String output) {
        MatchResult match = find(pattern, output);
        double nanos = Double.parseDouble(match.group(1)) * NANOS.getOrDefault(match.group(2), 1.0);
        return Duration.ofNanos(Math.round(nanos));
    }

    private static MatchResult find(Pattern pattern, String output) {
        Matcher matcher = pattern.matcher(output);
        if (!matcher.find()) {
            throw new BenchException("cannot read what wrk printed (no " + pattern + "):\n" + output);
        }
        return matcher.toMatchResult();
    }

    /** These lines are printed only when there is something to count. */
    private static long sum(Pattern pattern, String output) {
        Matcher matcher = pattern.matcher(output);
        if (!matcher.find()) {
            return 0;
        }
        return LongStream.rangeClosed(1, matcher.groupCount())
                .map(group -> Long.parseLong(matcher.group((int) group)))
                .sum();
    }
}

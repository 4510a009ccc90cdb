package io.gwanmun.bench.load;

import java.time.Duration;
import java.util.function.Function;

import io.gwanmun.bench.host.Child;

/** A load while it runs. */
public final class RunningLoad {

    private static final Duration GRACE = Duration.ofSeconds(20);

    private final Child child;
    private final Duration time;
    private final Function<String, LoadResult> report;

    RunningLoad(Child child, Duration time, Function<String, LoadResult> report) {
        this.child = child;
        this.time = time;
        this.report = report;
    }

    /**
     * Waits for the end of the load.
     *
     * @return what the generator saw
     */
    public LoadResult finish() {
        String output = child.awaitEnd(time.plus(GRACE));
        LoadResult result = report.apply(output);
        if (result.requests() == 0) {
            throw child.failure("got no answer at all");
        }
        return result;
    }
}

package io.gwanmun.bench.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.gwanmun.bench.host.BenchException;
import io.gwanmun.bench.host.Stopwatch;
import io.gwanmun.bench.load.Load;
import io.gwanmun.bench.load.LoadResult;
import io.gwanmun.bench.load.RunningLoad;
import io.gwanmun.bench.server.Program;
import io.gwanmun.bench.server.RouteFile;
import io.gwanmun.bench.server.Server;
import io.gwanmun.bench.server.Upstream;

/**
 * Replaces the route file of a running gateway by one with another last route, and takes the time until that route
 * answers: without load, at a fixed rate, and at saturation. What the load saw is counted over the whole round, of
 * which the reload is a part.
 */
public final class ReloadTrial {

    private static final Duration LEAD = Duration.ofSeconds(2);
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** Under load a reload has half of the core or less; twice that again is kept in reserve. */
    private static final int ROOM = 4;

    private final Bed bed;
    private final int routes;
    private final int rate;

    /**
     * Sets the size.
     *
     * @param bed what all trials share
     * @param routes how many routes the file holds
     * @param rate the fixed rate, in requests per second
     */
    public ReloadTrial(Bed bed, int routes, int rate) {
        this.bed = bed;
        this.routes = routes;
        this.rate = rate;
    }

    /**
     * Measures.
     *
     * @param gateway a program that reads {@link RouteFile}s from its folder
     * @return the figures without load, at the fixed rate and at saturation
     */
    public List<Figures> run(Program gateway) {
        List<Figures> figures = List.of(
                new Figures("without load"),
                new Figures(String.format(Locale.ROOT, "at %,d req/s", rate)),
                new Figures("at saturation"));
        for (int turn = 1; turn <= bed.plan().processes(); turn++) {
            bed.say("process %d of %d", turn, bed.plan().processes());
            try (Server server = gateway.start(routes, bed.upstreamPort())) {
                Session session = new Session(server);
                session.warmUp();
                figures.get(0).add(session.withoutLoad());
                figures.get(1).add(session.underLoad(rate));
                figures.get(2).add(session.underLoad(Load.SATURATION));
            }
        }
        return figures;
    }

    /** The reloads of one process, which count its revisions up. */
    private final class Session {

        private final Server server;
        private final String path = "/r" + (routes - 1) + Upstream.SMALL;
        private int revision;
        private Duration longestReload = Duration.ZERO;

        Session(Server server) {
            this.server = server;
        }

        void warmUp() {
            server.awaitFirstAnswer(path);
            bed.warmUp(server, path);
        }

        List<Sample> withoutLoad() {
            List<Sample> samples = new ArrayList<>();
            for (int round = 1; round <= bed.plan().rounds(); round++) {
                samples.add(said(Sample.ofTime(Metric.RELOAD, reload())));
            }
            return samples;
        }

        List<Sample> underLoad(int pace) {
            List<Sample> samples = new ArrayList<>();
            for (int round = 1; round <= bed.plan().rounds(); round++) {
                samples.add(said(loadedReload(pace)));
            }
            return samples;
        }

        private Sample loadedReload(int pace) {
            Duration enough = longestReload.multipliedBy(ROOM).plus(LEAD).plus(LEAD);
            Duration time = Duration.ofSeconds(Math.max(bed.plan().round().toSeconds(), enough.toSeconds() + 1));
            Stopwatch watch = Stopwatch.started();
            RunningLoad load = bed.generator().start(bed.load(server, path, pace, time));
            server.pause(LEAD);
            Duration reload = reload();
            if (watch.isPast(time)) {
                throw new BenchException("a reload took %d ms, longer than the load of %d s it was to be measured in"
                                .formatted(reload.toMillis(), time.toSeconds())
                        + " (raise --seconds)");
            }
            LoadResult result = load.finish();
            return Sample.ofReload(reload, result);
        }

        private Duration reload() {
            revision++;
            RouteFile file = new RouteFile(routes, revision, bed.upstreamPort());
            Stopwatch watch = Stopwatch.started();
            file.write(server.folder());
            server.awaitAnswer(file.ownPrefix() + Upstream.SMALL, watch, LIMIT);
            Duration reload = watch.elapsed();
            longestReload = reload.compareTo(longestReload) > 0 ? reload : longestReload;
            return reload;
        }

        private Sample said(Sample sample) {
            bed.say("  reload: %s", Wording.of(sample));
            return sample;
        }
    }
}

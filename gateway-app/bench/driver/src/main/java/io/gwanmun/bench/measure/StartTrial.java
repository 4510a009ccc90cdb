package io.gwanmun.bench.measure;

import java.time.Duration;
import java.util.List;

import io.gwanmun.bench.server.Server;
import io.gwanmun.bench.server.Upstream;

/** Starts programs in turns, each alone, and takes the time to the first good answer of the last route. */
public final class StartTrial {

    private final Bed bed;

    /**
     * Takes the plan; only its number of processes counts here.
     *
     * @param bed what all trials share
     */
    public StartTrial(Bed bed) {
        this.bed = bed;
    }

    /**
     * Measures.
     *
     * @param sides those compared
     * @return the figures of each, in the same order
     */
    public List<Figures> run(List<Side> sides) {
        // The first start of all reads the programs from disk, which is not theirs to pay.
        sides.forEach(this::start);
        List<Figures> figures =
                sides.stream().map(side -> new Figures(side.label())).toList();
        for (int turn = 1; turn <= bed.plan().processes(); turn++) {
            bed.say("process %d of %d of each", turn, bed.plan().processes());
            for (int side = 0; side < sides.size(); side++) {
                Sample sample = Sample.ofTime(Metric.FIRST_ANSWER, start(sides.get(side)));
                figures.get(side).add(List.of(sample));
                bed.say("  %s: %s", sides.get(side).label(), Wording.of(sample));
            }
        }
        return figures;
    }

    private Duration start(Side side) {
        try (Server server = side.program().start(side.routes(), bed.upstreamPort())) {
            return server.awaitFirstAnswer(side.path(Upstream.SMALL));
        }
    }
}

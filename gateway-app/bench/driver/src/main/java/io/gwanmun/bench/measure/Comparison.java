package io.gwanmun.bench.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.gwanmun.bench.load.LoadResult;
import io.gwanmun.bench.server.Server;
import io.gwanmun.bench.server.Upstream;

/**
 * Loads several programs in turns. For each turn of processes: start one of each, warm each up at saturation, then
 * round by round measure one after the other, every second round in reverse order, so that what changes slowly on the
 * machine falls on all alike. A process counts with the median of its rounds, a program with the median of its
 * processes: two processes of one JVM program differ by up to 15 %, rounds of one process by less.
 */
public final class Comparison {

    private final Bed bed;
    private final String body;
    private final int rate;

    /**
     * Sets the load.
     *
     * @param bed what all trials share
     * @param body which body is asked for, {@link Upstream#SMALL} or {@link Upstream#LARGE}
     * @param rate requests per second, or {@link io.gwanmun.bench.load.Load#SATURATION}
     */
    public Comparison(Bed bed, String body, int rate) {
        this.bed = bed;
        this.body = body;
        this.rate = rate;
    }

    /**
     * Measures.
     *
     * @param sides those compared
     * @return the figures of each, in the same order
     */
    public List<Figures> run(List<Side> sides) {
        List<Figures> figures =
                sides.stream().map(side -> new Figures(side.label())).toList();
        for (int turn = 1; turn <= bed.plan().processes(); turn++) {
            bed.say("process %d of %d of each", turn, bed.plan().processes());
            List<Entrant> entrants = new ArrayList<>();
            try {
                sides.forEach(side -> entrants.add(enter(side)));
                race(entrants);
            } finally {
                entrants.forEach(entrant -> entrant.server().close());
            }
            for (int side = 0; side < sides.size(); side++) {
                figures.get(side).add(entrants.get(side).rounds());
            }
        }
        return figures;
    }

    private Entrant enter(Side side) {
        Server server = side.program().start(side.routes(), bed.upstreamPort());
        bed.introduce(server);
        try {
            server.awaitFirstAnswer(side.path(body));
            server.expectBody(side.path(body), Upstream.lengthOf(body));
            if (side.program().asksForTokens()) {
                server.expectRefusal(side.path(body));
            }
            return new Entrant(side, server, new ArrayList<>());
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private void race(List<Entrant> entrants) {
        for (Entrant entrant : entrants) {
            bed.say("  %s: warm-up", entrant.side().label());
            bed.warmUp(entrant.server(), entrant.side().path(body));
        }
        List<Entrant> order = new ArrayList<>(entrants);
        for (int round = 1; round <= bed.plan().rounds(); round++) {
            order.forEach(this::measure);
            Collections.reverse(order);
        }
    }

    private void measure(Entrant entrant) {
        Server server = entrant.server();
        Duration before = server.cpuTime();
        LoadResult result = bed.generator()
                .start(bed.load(
                        server, entrant.side().path(body), rate, bed.plan().round()))
                .finish();
        Sample sample = Sample.ofLoad(result, server.cpuTime().minus(before));
        entrant.rounds().add(sample);
        bed.say("  %s: %s", entrant.side().label(), Wording.of(sample));
    }

    /** A process with what was measured of it so far. */
    private record Entrant(Side side, Server server, List<Sample> rounds) {}
}

package io.gwanmun.bench.measure;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import io.gwanmun.bench.load.Generator;
import io.gwanmun.bench.load.Load;
import io.gwanmun.bench.server.Server;

/**
 * What all trials share.
 *
 * @param plan how often and how long
 * @param generator makes the load
 * @param connections how many connections it keeps open
 * @param upstreamPort where nginx listens
 * @param log takes a line about every step
 * @param tokens bearer tokens that callers show in turn; empty for none
 */
public record Bed(
        Plan plan, Generator generator, int connections, int upstreamPort, Consumer<String> log, List<String> tokens) {

    /** Copies the tokens. */
    public Bed {
        tokens = List.copyOf(tokens);
    }

    /**
     * Returns the same for callers who show tokens.
     *
     * @param shown the tokens
     * @return what trials with tokens share
     */
    public Bed showing(List<String> shown) {
        return new Bed(plan, generator, connections, upstreamPort, log, shown);
    }

    /** Shows the first of the tokens, if there are any, with what is asked of a server by hand. */
    void introduce(Server server) {
        tokens.stream().findFirst().ifPresent(server::show);
    }

    void warmUp(Server server, String path) {
        if (!plan.warmUp().isZero()) {
            generator.start(load(server, path, Load.SATURATION, plan.warmUp())).finish();
        }
    }

    Load load(Server server, String path, int rate, Duration time) {
        return new Load(server.port(), path, connections, rate, time, tokens);
    }

    void say(String format, Object... values) {
        log.accept(format.formatted(values));
    }
}

package io.gwanmun.bench.measure;

import java.time.Duration;
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
 */
public record Bed(Plan plan, Generator generator, int connections, int upstreamPort, Consumer<String> log) {

    void warmUp(Server server, String path) {
        if (!plan.warmUp().isZero()) {
            generator.start(load(server, path, Load.SATURATION, plan.warmUp())).finish();
        }
    }

    Load load(Server server, String path, int rate, Duration time) {
        return new Load(server.port(), path, connections, rate, time);
    }

    void say(String format, Object... values) {
        log.accept(format.formatted(values));
    }
}

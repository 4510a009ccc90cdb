package io.gwanmun.bench.load;

import java.nio.file.Path;
import java.util.Optional;

import io.gwanmun.bench.host.BenchException;
import io.gwanmun.bench.host.Pinned;
import io.gwanmun.bench.host.Tools;

/** Makes requests, from one thread on its own core. */
public interface Generator {

    /**
     * Names the program.
     *
     * @return its name
     */
    String name();

    /**
     * Starts a load and returns at once.
     *
     * @param load what to do
     * @return the load while it runs
     */
    RunningLoad start(Load load);

    /**
     * Takes the program that is installed, wrk before h2load.
     *
     * @param pinned the core it gets
     * @param wanted the program's name; empty for whichever is there
     * @return a generator
     * @throws BenchException naming what to install
     */
    static Generator find(Pinned pinned, Optional<String> wanted) {
        if (wanted.isPresent()) {
            return switch (wanted.get()) {
                case Wrk.NAME -> new Wrk(pinned, Tools.require(Wrk.NAME, Wrk.PACKAGE));
                case H2load.NAME -> new H2load(pinned, Tools.require(H2load.NAME, H2load.PACKAGE));
                default -> throw new BenchException("--generator: " + wanted.get() + " (expected: wrk or h2load)");
            };
        }
        Optional<Path> wrk = Tools.find(Wrk.NAME);
        if (wrk.isPresent()) {
            return new Wrk(pinned, wrk.get());
        }
        Path h2load =
                Tools.find(H2load.NAME).orElseThrow(() -> Tools.missing("wrk (h2load does as well)", Wrk.PACKAGE));
        return new H2load(pinned, h2load);
    }
}

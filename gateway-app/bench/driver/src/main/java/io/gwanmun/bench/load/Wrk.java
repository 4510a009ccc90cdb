package io.gwanmun.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.gwanmun.bench.host.BenchException;
import io.gwanmun.bench.host.Child;
import io.gwanmun.bench.host.Pinned;

/**
 * The generator <a href="https://github.com/wg/wrk">wrk</a>. It knows no rate, so a paced load lets every connection
 * wait a random time before each request: requests come one by one, as from independent clients. With a mean wait of
 * {@code connections / rate} less the answer's time, about 1 ms, the rate is met within a few percent; what was
 * reached is in the result.
 */
final class Wrk implements Generator {

    static final String NAME = "wrk";
    static final String PACKAGE = "wrk";

    private static final int ANSWER_MILLIS = 1;

    /** Makes all requests before the first is sent, and sends them in turn. */
    private static final String SHOWING = """
            local requests, last = {}, 0
            function init()
                for token in io.lines("%s") do
                    requests[#requests + 1] = wrk.format("GET", nil, {["Authorization"] = "Bearer " .. token})
                end
            end
            function request()
                last = last %% #requests + 1
                return requests[last]
            end
            """;

    private final Pinned pinned;
    private final Path program;

    Wrk(Pinned pinned, Path program) {
        this.pinned = pinned;
        this.program = program;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public RunningLoad start(Load load) {
        Path folder = pinned.workshop().folder(NAME);
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                "-t1",
                "-c" + load.connections(),
                "-d" + load.time().toSeconds() + "s",
                "--latency"));
        if (load.isPaced() || !load.tokens().isEmpty()) {
            command.addAll(List.of("-s", script(folder, load).toString()));
        }
        command.add(load.url());
        Child child = pinned.start(NAME, command, folder);
        return new RunningLoad(child, load.time(), WrkReport::parse);
    }

    static int longestDelayMillis(Load load) {
        int meanMillis = Math.round(1000f * load.connections() / load.rate()) - ANSWER_MILLIS;
        return Math.max(0, 2 * meanMillis);
    }

    private static Path script(Path folder, Load load) {
        Path script = folder.resolve("load.lua");
        String text =
                load.isPaced() ? "function delay() return math.random(0, " + longestDelayMillis(load) + ") end\n" : "";
        try {
            if (!load.tokens().isEmpty()) {
                Path tokens = Files.write(folder.resolve("tokens"), load.tokens());
                text += SHOWING.formatted(tokens);
            }
            return Files.writeString(script, text);
        } catch (IOException e) {
            throw new BenchException("cannot write " + script, e);
        }
    }
}

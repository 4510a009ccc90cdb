package io.gwanmun.bench.load;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.gwanmun.bench.host.BenchException;
import io.gwanmun.bench.host.Child;
import io.gwanmun.bench.host.Pinned;

/**
 * The generator <a href="https://nghttp2.org/documentation/h2load.1.html">h2load</a>, speaking HTTP/1.1. It meets a
 * rate exactly, but its clients send in step, all at the same moment: a paced load comes in bursts of one request per
 * connection, which costs the server less than the same number one by one. Not to be compared with {@link Wrk}.
 */
final class H2load implements Generator {

    static final String NAME = "h2load";
    static final String PACKAGE = "nghttp2-client";

    private final Pinned pinned;
    private final Path program;

    H2load(Pinned pinned, Path program) {
        this.pinned = pinned;
        this.program = program;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public RunningLoad start(Load load) {
        if (!load.tokens().isEmpty()) {
            throw new BenchException("h2load shows one token only (expected: --generator wrk)");
        }
        Path folder = pinned.workshop().folder(NAME);
        Path log = folder.resolve("requests.tsv");
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                "--h1",
                "-t1",
                "-c" + load.connections(),
                "-D" + load.time().toSeconds(),
                "--log-file=" + log));
        if (load.isPaced()) {
            double perClient = (double) load.rate() / load.connections();
            command.add(String.format(Locale.ROOT, "--rps=%.4f", perClient));
        }
        command.add(load.url());
        Child child = pinned.start(NAME, command, folder);
        return new RunningLoad(child, load.time(), output -> {
            LoadResult result = H2loadReport.parse(output, log);
            pinned.workshop().remove(folder);
            return result;
        });
    }
}

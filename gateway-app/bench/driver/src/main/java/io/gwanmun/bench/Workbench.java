package io.gwanmun.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import io.gwanmun.bench.host.BenchException;
import io.gwanmun.bench.host.Commit;
import io.gwanmun.bench.host.Jdk;
import io.gwanmun.bench.host.Machine;
import io.gwanmun.bench.host.Pinned;
import io.gwanmun.bench.host.Tools;
import io.gwanmun.bench.host.Workshop;
import io.gwanmun.bench.load.Generator;
import io.gwanmun.bench.measure.Bed;
import io.gwanmun.bench.report.Note;
import io.gwanmun.bench.server.BareEngine;
import io.gwanmun.bench.server.Gateway;
import io.gwanmun.bench.server.JavaStarter;
import io.gwanmun.bench.server.Program;
import io.gwanmun.bench.server.Upstream;

/**
 * Everything laid out: tools found, this program out of the way, nginx running.
 *
 * @param options what was asked for
 * @param bed what the trials work on
 * @param gateway what is measured; in a control run the bare engine
 * @param bare the yardstick
 * @param gatewayCore starts what is measured
 * @param loadCore starts what runs beside the programs that are measured
 * @param jdk which Java runs the programs
 * @param commit the state of the sources
 */
record Workbench(
        Options options,
        Bed bed,
        Program gateway,
        Program bare,
        Pinned gatewayCore,
        Pinned loadCore,
        Jdk jdk,
        String commit) {

    static Workbench lay(Options options, Workshop workshop, Path home) {
        Machine machine = Machine.here();
        checkCores(options.cores(), machine);
        Path taskset = Tools.require("taskset", "util-linux");
        Path nginx = Tools.require("nginx", "nginx");
        Pinned loadCore = new Pinned(workshop, taskset, options.cores().load());
        Generator generator = Generator.find(loadCore, options.modes().generator());
        Jdk jdk = options.files().java().map(Jdk::at).orElseGet(Jdk::newest);
        Pinned gatewayCore = new Pinned(workshop, taskset, options.cores().gateway());
        JavaStarter starter = new JavaStarter(gatewayCore, jdk);
        Program bare = bare(options, starter, options.modes().control() ? "bare engine B" : "bare engine");
        Program gateway =
                options.modes().control() ? bare(options, starter, "bare engine A") : gateway(options, starter);
        String commit = Commit.describe(workshop, home);

        loadCore.pinThisProcess();
        int upstreamPort = Upstream.start(loadCore, nginx).port();
        Bed bed = new Bed(
                options.plan(), generator, options.size().connections(), upstreamPort, System.out::println, List.of());
        return new Workbench(options, bed, gateway, bare, gatewayCore, loadCore, jdk, commit);
    }

    Note note(Subset subset) {
        return new Note(
                options.command(subset),
                LocalDate.now(ZoneOffset.UTC),
                Machine.here(),
                jdk,
                JavaStarter.FLAGS,
                bed.generator().name(),
                commit);
    }

    private static Program bare(Options options, JavaStarter starter, String label) {
        return new BareEngine(starter, readable(options.files().bareJar(), "--bare-jar"), label);
    }

    private static Program gateway(Options options, JavaStarter starter) {
        Path jar = readable(options.files().gatewayJar(), "--gateway-jar");
        return new Gateway(starter, jar, options.modes().gatewayArguments(), Optional.empty(), false);
    }

    static Path readable(Path jar, String option) {
        if (!Files.isReadable(jar)) {
            throw new BenchException(
                    "%s: no file %s (build it first, gateway-app/bench/README.md says how)".formatted(option, jar));
        }
        return jar;
    }

    private static void checkCores(Options.Cores cores, Machine machine) {
        if (cores.gateway() == cores.load() || Math.max(cores.gateway(), cores.load()) >= machine.cores()) {
            throw new BenchException("--gateway-core %d, --load-core %d (expected: two different cores out of %d)"
                    .formatted(cores.gateway(), cores.load(), machine.cores()));
        }
    }
}

package io.gwanmun.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.gwanmun.bench.campaign.Campaign;
import io.gwanmun.bench.host.BenchException;
import io.gwanmun.bench.measure.Plan;

/**
 * What the person at the keyboard asked for.
 *
 * @param subsets what is measured, in this order
 * @param plan how often and how long
 * @param size the load and the number of routes
 * @param cores who runs where
 * @param files the programs and the page
 * @param modes switches, and further arguments for the gateway
 */
record Options(List<Subset> subsets, Plan plan, Size size, Cores cores, Files files, Modes modes) {

    private static final Set<String> NAMED = Set.of(
            "--processes",
            "--rounds",
            "--seconds",
            "--warmup",
            "--connections",
            "--rate",
            "--routes",
            "--gateway-core",
            "--load-core",
            "--java",
            "--gateway-jar",
            "--bare-jar",
            "--page",
            "--generator",
            "--gateway-arg");
    private static final Set<String> SWITCHES = Set.of("--control", "--bare-routes", "--print");

    /** Requests per second and connections of the load, number of routes where many are wanted. */
    record Size(int connections, int rate, int routes) {}

    /** Core of what is measured, core of generator and upstream. */
    record Cores(int gateway, int load) {}

    /** Java (empty: the newest at hand), the two programs, the page with the tables. */
    record Files(Optional<Path> java, Path gatewayJar, Path bareJar, Path page) {}

    /** Control run, bare engine among many routes, tables printed only; generator; what the gateway gets besides. */
    record Modes(
            boolean control,
            boolean bareRoutes,
            boolean print,
            Optional<String> generator,
            List<String> gatewayArguments) {}

    /** Reads the command line; {@code home} is the folder of the module gateway-app. */
    static Options parse(String[] commandLine, Path home) {
        Arguments arguments = Arguments.parse(commandLine, NAMED, SWITCHES);
        Plan plan = new Plan(
                arguments.number("--processes", 3, 1),
                arguments.number("--rounds", 3, 1),
                Duration.ofSeconds(arguments.number("--seconds", 8, 1)),
                Duration.ofSeconds(arguments.number("--warmup", 20, 0)));
        Size size = new Size(
                arguments.number("--connections", 32, 1),
                arguments.number("--rate", 1000, 1),
                arguments.number("--routes", 10_000, 2));
        Cores cores = new Cores(arguments.number("--gateway-core", 1, 0), arguments.number("--load-core", 0, 0));
        Modes modes = new Modes(
                arguments.has("--control"),
                arguments.has("--bare-routes"),
                arguments.has("--print"),
                arguments.value("--generator"),
                arguments.all("--gateway-arg"));
        return new Options(subsets(arguments, modes.control()), plan, size, cores, files(arguments, home), modes);
    }

    private static Files files(Arguments arguments, Path home) {
        return new Files(
                arguments.value("--java").map(Path::of),
                arguments.value("--gateway-jar").map(Path::of).orElse(home.resolve("target/gateway-app.jar")),
                arguments
                        .value("--bare-jar")
                        .map(Path::of)
                        .orElse(home.resolve("bench/bare-engine/target/bare-engine.jar")),
                arguments.value("--page").map(Path::of).orElse(home.resolve("docs/performance.md")));
    }

    private static List<Subset> subsets(Arguments arguments, boolean control) {
        Set<Subset> subsets = new LinkedHashSet<>();
        for (String word : arguments.words()) {
            Subset subset = Subset.of(word)
                    .orElseThrow(() -> new BenchException(word + " (expected: one of\n" + Subset.help() + "\n)"));
            if (control && !subset.hasControl()) {
                throw new BenchException("--control: the bare engine has no " + word);
            }
            subsets.add(subset);
        }
        if (subsets.isEmpty()) {
            return control ? Subset.withControl() : List.of(Subset.values());
        }
        return List.copyOf(subsets);
    }

    /** The command line again, without what is a matter of this machine's folders. */
    String command(Subset subset) {
        String control = modes.control ? " --control" : "";
        String bareRoutes = modes.bareRoutes ? " --bare-routes" : "";
        return ("java -jar gateway-app/bench/target/bench.jar %s%s%s --processes %d --rounds %d --seconds %d --warmup %d"
                        + " --connections %d --rate %d --routes %d")
                .formatted(
                        subset.word(),
                        control,
                        bareRoutes,
                        plan.processes(),
                        plan.rounds(),
                        plan.round().toSeconds(),
                        plan.warmUp().toSeconds(),
                        size.connections,
                        size.rate,
                        size.routes);
    }

    static String help() {
        return """
                Measures the gateway against the bare engine and writes the tables of gateway-app/docs/performance.md.

                java -jar gateway-app/bench/target/bench.jar [subset...] [option...]

                Subsets (all of them when none is named):
                %s

                Campaigns (never run unless named, and not together with subsets; they write docs/campaigns.md and know
                the options --print, --java, --gateway-jar and --page):
                %s

                Options (with their defaults):
                  --processes 3      processes of each program
                  --rounds 3         rounds with each process
                  --seconds 8        length of a round
                  --warmup 20        load before the first round of a process, in seconds
                  --connections 32   connections kept open
                  --rate 1000        the fixed rate, in requests per second
                  --routes 10000     how many are many routes
                  --control          the bare engine against itself: shows the noise
                  --bare-routes      bare engine with many routes as well (subsets routes and start)
                  --print            print the tables only, leave the page alone
                  --generator NAME   wrk or h2load (default: wrk when it is installed)
                  --java PATH        a Java home, or its bin/java (default: the newest found)
                  --gateway-core 1   the core of what is measured
                  --load-core 0      the core of generator, upstream and this program
                  --gateway-jar PATH, --bare-jar PATH, --page PATH
                  --gateway-arg ARG  one more argument for the gateway, any number of times
                """.formatted(Subset.help(), Campaign.help());
    }
}

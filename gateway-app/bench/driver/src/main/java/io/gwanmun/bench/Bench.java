package io.gwanmun.bench;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.gwanmun.bench.host.BenchException;
import io.gwanmun.bench.host.Workshop;
import io.gwanmun.bench.report.MarkedPage;

/**
 * Measures the gateway against the bare engine, in the same run and in turns, and writes the tables into the
 * documentation. {@code --help} lists what can be asked for.
 */
public final class Bench {

    private Bench() {}

    /**
     * Runs the bench; the exit code is 1 when it could not be finished.
     *
     * @param arguments subsets and options
     */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    private static int run(String[] arguments) {
        if (List.of(arguments).contains("--help")) {
            System.out.println(Options.help());
            return 0;
        }
        try (Workshop workshop = Workshop.open()) {
            return measure(arguments, workshop);
        } catch (BenchException e) {
            System.err.println("bench: " + e.getMessage());
            return 1;
        }
    }

    private static int measure(String[] arguments, Workshop workshop) {
        try {
            Path home = home();
            if (Campaigns.areAskedFor(arguments)) {
                Campaigns.run(arguments, workshop, home);
                return 0;
            }
            Options options = Options.parse(arguments, home);
            Workbench workbench = Workbench.lay(options, workshop, home);
            options.subsets().forEach(subset -> measure(subset, workbench));
            return 0;
        } catch (BenchException e) {
            if (workshop.isClosed()) {
                return 1;
            }
            throw e;
        }
    }

    private static void measure(Subset subset, Workbench workbench) {
        Options options = workbench.options();
        System.out.println("== " + subset.word());
        String content =
                Trials.table(subset, workbench) + "\n" + workbench.note(subset).text();
        System.out.println("\n" + content);
        if (!options.modes().print()) {
            boolean control = options.modes().control();
            MarkedPage.refresh(
                    options.files().page(),
                    control ? "control-" + subset.word() : subset.word(),
                    control ? "Control: " + subset.title() : subset.title(),
                    content);
        }
    }

    /** The folder gateway-app, found from where this class was loaded, so that the bench can be started anywhere. */
    private static Path home() {
        try {
            Path place = Path.of(Bench.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            while (place != null) {
                if (Files.isReadable(place.resolve("bench/bare-engine/pom.xml"))) {
                    return place;
                }
                place = place.getParent();
            }
        } catch (URISyntaxException e) {
            throw new BenchException("cannot tell where the bench lies", e);
        }
        throw new BenchException("the bench has to lie in its place, gateway-app/bench/target/bench.jar");
    }
}

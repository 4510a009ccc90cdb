package io.gwanmun.gateway.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import io.gwanmun.gateway.route.LiveRoute;
import io.gwanmun.gateway.route.RouteTable;

/** Lists the routes of a directory. */
@Command(
        name = "routes",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Lists all routes in the order of the files, which is not the order they are tried in.",
            "Exit code: 0 listed, 2 the directory cannot be used."
        })
final class RoutesCommand implements Callable<Integer> {

    private final PrintWriter out;

    @Parameters(paramLabel = "DIR", description = "The directory.")
    private Path directory = Path.of("");

    @Option(names = "--api", paramLabel = "NAME", description = "Only the routes of this API.")
    private String api = "";

    @Option(names = "--json", description = "As JSON, for machines.")
    private boolean json;

    @Mixin
    private FormOptions form = new FormOptions();

    RoutesCommand(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Integer call() {
        RouteTable table = form.table(directory);
        if (!api.isEmpty() && !table.revision().apis().containsKey(api)) {
            throw new UnusableException("--api: there is no API \"" + api + "\" (expected: one of "
                    + String.join(", ", table.revision().apis().keySet()) + ").");
        }
        List<LiveRoute> routes = table.routes().stream()
                .filter(route -> api.isEmpty() || route.policies().label().api().equals(api))
                .toList();
        RouteListing listing = new RouteListing(table.revision(), routes);
        if (json) {
            out.println(listing.json(form.idOf(table.revision(), directory)));
        } else {
            listing.print(out);
        }
        return Exit.YES;
    }
}

package io.gwanmun.gateway.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

import io.gwanmun.gateway.pipeline.Phase;
import io.gwanmun.gateway.route.LiveRoute;
import io.gwanmun.gateway.route.RoutePolicies;
import io.gwanmun.gateway.route.RouteTable;

/** Says what a route does with every call: its policies in the order of {@link Phase}, and where each is written. */
final class RouteExplanation {

    private final Path directory;
    private final RouteTable table;
    private final PrintWriter out;

    RouteExplanation(Path directory, RouteTable table, PrintWriter out) {
        this.directory = directory;
        this.table = table;
        this.out = out;
    }

    void print(String name) {
        RoutePolicies route = find(name).policies();
        String description = route.source().description();
        out.println(name + " (" + Words.of(route.source().place()) + ")"
                + (description.isEmpty() ? "" : ": " + description));
        out.println();
        TextTable chain = new TextTable(2);
        for (RoutePolicies.Entry entry : route.entries()) {
            String text =
                    entry.isPattern() ? Words.match(route) : entry.policy().toString();
            chain.row(Words.of(entry.phase()), Words.of(entry.places(), directory), text);
        }
        chain.print(out);
        out.println();
        TextTable calls = new TextTable(2);
        List<Destination> cases = Destination.of(route, table.revision());
        for (Destination one : cases) {
            if (cases.size() > 1) {
                calls.row(one.when().isEmpty() ? "otherwise" : "when", one.when());
            }
            one.addTo(calls, route.path());
        }
        if (Words.hasFilters(route)) {
            calls.row("", "(unless a filter of the route changes it)");
        }
        calls.print(out);
    }

    private LiveRoute find(String name) {
        return table.routes().stream()
                .filter(route -> route.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new UnusableException(
                        "--route: there is no route \"" + name + "\"; the command \"routes\" lists all."));
    }
}

package io.gwanmun.gateway.route;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.api.ApiSource;
import io.gwanmun.gateway.api.Mistake;
import io.gwanmun.gateway.api.Mistakes;
import io.gwanmun.gateway.api.Revision;
import io.gwanmun.gateway.api.RouteSource;
import io.gwanmun.gateway.pipeline.PhaseFilter;
import io.gwanmun.gateway.route.match.Candidate;
import io.gwanmun.gateway.route.match.Compiled;
import io.gwanmun.gateway.route.match.RouteIndex;
import io.gwanmun.gateway.route.match.Tie;

/**
 * Turns a checked revision into a table: reads the policies of every route and looks at them together, makes the filters, and
 * makes the index, which shows the routes between which no rule decides. All mistakes of a revision come out at once.
 */
public final class RouteCompiler {

    private final List<PolicyReader> readers;
    private final List<PhaseFilterFactory> factories;

    /**
     * Creates a compiler.
     *
     * @param readers what policies are read by
     * @param factories what filters are made by; empty to look at routes without serving them
     */
    public RouteCompiler(List<PolicyReader> readers, List<PhaseFilterFactory> factories) {
        this.readers = List.copyOf(readers);
        this.factories = List.copyOf(factories);
    }

    /** Returns the table of a revision, or what is to be mended. */
    public Compilation compile(Revision revision) {
        Mistakes mistakes = new Mistakes();
        Map<String, LiveRoute> routes = new LinkedHashMap<>();
        for (ApiSource api : revision.apis().values()) {
            for (RouteSource source : api.routes().values()) {
                LiveRoute route = route(RoutePolicies.read(api, source, revision, readers), revision, mistakes);
                routes.put(route.toString(), route);
            }
        }
        Compiled<LiveRoute> compiled = RouteIndex.compile(candidates(routes));
        if (compiled instanceof Compiled.Tied<LiveRoute> tied) {
            tied.ties().forEach(tie -> add(tie, routes, mistakes));
        }
        return mistakes.isEmpty()
                ? new Compilation(
                        new RouteTable(
                                revision,
                                List.copyOf(routes.values()),
                                compiled.orThrow(),
                                ApiPaths.of(revision.apis().values())),
                        List.of())
                : new Compilation(null, mistakes.sorted());
    }

    private LiveRoute route(RoutePolicies policies, Revision revision, Mistakes mistakes) {
        readers.forEach(reader -> reader.check(policies, mistakes));
        List<PhaseFilter> filters = new ArrayList<>();
        try {
            factories.forEach(factory -> filters.addAll(factory.filtersFor(policies, revision)));
        } catch (IllegalArgumentException e) {
            RouteSource source = policies.source();
            mistakes.add(
                    source.source(),
                    source.where(),
                    "a route that cannot be served",
                    String.valueOf(e.getMessage()),
                    null);
        }
        return new LiveRoute(policies, filters);
    }

    private static List<Candidate<LiveRoute>> candidates(Map<String, LiveRoute> routes) {
        List<Candidate<LiveRoute>> candidates = new ArrayList<>(routes.size());
        routes.forEach((name, route) ->
                candidates.add(new Candidate<>(name, route.policies().pattern(), route)));
        return candidates;
    }

    private static void add(Tie tie, Map<String, LiveRoute> routes, Mistakes mistakes) {
        LiveRoute first = routes.get(tie.first());
        LiveRoute second = routes.get(tie.second());
        if (first == null || second == null) {
            throw new IllegalStateException(tie + ": unknown route (expected: one that was compiled)");
        }
        RouteSource source = second.policies().source();
        mistakes.add(
                source.source(),
                source.where(),
                "a route that ties with " + tie.first() + " ("
                        + first.policies().source().place() + ")",
                "a rule that decides between them",
                tie.sentence());
    }

    /**
     * What came of compiling.
     *
     * @param table the table, null when there are mistakes
     * @param mistakes what is to be mended, empty when there is a table
     */
    public record Compilation(@Nullable RouteTable table, List<Mistake> mistakes) {

        public Compilation {
            mistakes = List.copyOf(mistakes);
        }
    }
}

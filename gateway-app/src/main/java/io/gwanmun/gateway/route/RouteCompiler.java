package io.gwanmun.gateway.route;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.api.Mistake;
import io.gwanmun.gateway.api.Mistakes;
import io.gwanmun.gateway.api.Revision;
import io.gwanmun.gateway.api.RouteSource;
import io.gwanmun.gateway.pipeline.PhaseFilter;
import io.gwanmun.gateway.route.match.Candidate;
import io.gwanmun.gateway.route.match.Compiled;
import io.gwanmun.gateway.route.match.RouteIndex;
import io.gwanmun.gateway.route.match.RoutePattern;
import io.gwanmun.gateway.route.match.Tie;

/**
 * Turns a checked revision into a table: policies are read, ties are looked for, then filters are made. A revision with ties
 * costs no filter and opens no connection.
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
        Map<String, RoutePolicies> policies = new LinkedHashMap<>();
        List<Candidate<RoutePolicies>> candidates = new ArrayList<>(revision.routeCount());
        revision.apis().values().forEach(api -> api.routes().values().forEach(route -> {
            RoutePolicies read = RoutePolicies.read(api, route, readers);
            policies.put(read.label().path(), read);
            candidates.add(new Candidate<>(read.label().path(), pattern(read), read));
        }));
        Compiled<RoutePolicies> tried = RouteIndex.compile(candidates);
        if (tried instanceof Compiled.Tied<RoutePolicies> tied) {
            return new Compilation(null, mistakes(tied.ties(), policies));
        }
        return new Compilation(table(revision, candidates), List.of());
    }

    private RouteTable table(Revision revision, List<Candidate<RoutePolicies>> read) {
        List<Candidate<LiveRoute>> live = new ArrayList<>(read.size());
        for (Candidate<RoutePolicies> candidate : read) {
            LiveRoute route = live(candidate, revision);
            live.add(new Candidate<>(candidate.name(), candidate.pattern(), route));
        }
        RouteIndex<LiveRoute> index = RouteIndex.compile(live).orThrow();
        return new RouteTable(revision, live.stream().map(Candidate::route).toList(), index);
    }

    private LiveRoute live(Candidate<RoutePolicies> candidate, Revision revision) {
        List<PhaseFilter> filters = new ArrayList<>();
        factories.forEach(factory -> filters.addAll(factory.filtersFor(candidate.route(), revision)));
        boolean hasParameters = candidate.pattern().path().hasParameters();
        return new LiveRoute(candidate.route(), filters, hasParameters);
    }

    private static RoutePattern pattern(RoutePolicies policies) {
        MatchPolicy match = policies.policy(MatchPolicy.class);
        if (match == null) {
            throw new IllegalStateException(policies.label().path() + ": no match (expected: every route has one)");
        }
        return match.pattern();
    }

    private static List<Mistake> mistakes(List<Tie> ties, Map<String, RoutePolicies> policies) {
        Mistakes mistakes = new Mistakes();
        for (Tie tie : ties) {
            RoutePolicies first = policies.get(tie.first());
            RoutePolicies second = policies.get(tie.second());
            if (first == null || second == null) {
                throw new IllegalStateException(tie + ": unknown route (expected: one that was compiled)");
            }
            RouteSource source = second.source();
            mistakes.add(
                    source.source(),
                    source.where(),
                    "a route that ties with " + tie.first() + " (" + first.source().place() + ")",
                    "a rule that decides between them",
                    tie.sentence());
        }
        return mistakes.sorted();
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

package io.gwanmun.gateway.route.match;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.route.match.PathTemplate.Kind;
import io.gwanmun.gateway.route.match.PathTemplate.Segment;

/**
 * Puts routes into path trees, looks for ties and freezes the trees. Good for one compilation.
 *
 * @param <R> the type of routes
 */
final class IndexCompiler<R> {

    private final Map<HostPattern, Branch<R>> hosts = new HashMap<>();
    private final Branch<R> anyHost = new Branch<>();
    private final TieFinder ties = new TieFinder();

    Compiled<R> compile(List<Candidate<R>> candidates) {
        int order = 0;
        for (Candidate<R> candidate : candidates) {
            Ranked<R> ranked = new Ranked<>(order++, candidate);
            for (HostPattern host : candidate.pattern().hosts()) {
                place(
                                hosts.computeIfAbsent(host, h -> new Branch<>()),
                                candidate.pattern().path())
                        .add(ranked);
            }
            if (candidate.pattern().hosts().isEmpty()) {
                place(anyHost, candidate.pattern().path()).add(ranked);
            }
        }
        Map<String, PathNode<R>> exact = new HashMap<>();
        Map<String, PathNode<R>> wildcards = new HashMap<>();
        hosts.forEach((host, tree) ->
                (host.isWildcard() ? wildcards : exact).put(host.name(), tree.freeze(host.toString(), ties)));
        PathNode<R> any = anyHost.isEmpty() ? null : anyHost.freeze("", ties);
        return ties.found().isEmpty()
                ? new Compiled.Ready<>(new RouteIndex<>(exact, wildcards, any))
                : new Compiled.Tied<>(ties.found());
    }

    private static <R> PlaceCompiler<R> place(Branch<R> root, PathTemplate path) {
        Branch<R> branch = root;
        for (Segment segment : path.segments()) {
            if (segment.kind() == Kind.REST) {
                return branch.rest();
            }
            branch = segment.kind() == Kind.LITERAL ? branch.literal(segment.text()) : branch.parameter();
        }
        return branch.end();
    }

    /** A {@link PathNode} in the making. */
    private static final class Branch<R> {

        private final Map<String, Branch<R>> literals = new HashMap<>();
        private @Nullable Branch<R> parameter;
        private @Nullable PlaceCompiler<R> end;
        private @Nullable PlaceCompiler<R> rest;

        Branch<R> literal(String text) {
            return literals.computeIfAbsent(text, t -> new Branch<>());
        }

        Branch<R> parameter() {
            Branch<R> next = parameter == null ? new Branch<>() : parameter;
            parameter = next;
            return next;
        }

        PlaceCompiler<R> end() {
            PlaceCompiler<R> place = end == null ? new PlaceCompiler<>() : end;
            end = place;
            return place;
        }

        PlaceCompiler<R> rest() {
            PlaceCompiler<R> place = rest == null ? new PlaceCompiler<>() : rest;
            rest = place;
            return place;
        }

        boolean isEmpty() {
            return literals.isEmpty() && parameter == null && end == null && rest == null;
        }

        PathNode<R> freeze(String host, TieFinder ties) {
            Map<String, PathNode<R>> nodes = new HashMap<>();
            literals.forEach((text, branch) -> nodes.put(text, branch.freeze(host, ties)));
            return new PathNode<>(
                    nodes,
                    parameter == null ? null : parameter.freeze(host, ties),
                    end == null ? null : end.freeze(host, ties),
                    rest == null ? null : rest.freeze(host, ties));
        }
    }
}

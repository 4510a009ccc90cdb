package io.gwanmun.gateway.route.match;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * One segment of the path tree and what may follow it.
 *
 * @param <R> the type of routes
 */
final class PathNode<R> {

    private final SegmentTable<PathNode<R>> literals;
    private final int mostVisits;
    /** What follows a {@code {name}} here. */
    final @Nullable PathNode<R> parameter;
    /** The routes whose template ends here. */
    final @Nullable Place<R> end;
    /** The routes whose template goes on with {@code {name...}} here. */
    final @Nullable Place<R> rest;

    PathNode(
            Map<String, PathNode<R>> literals,
            @Nullable PathNode<R> parameter,
            @Nullable Place<R> end,
            @Nullable Place<R> rest) {
        this.literals = new SegmentTable<>(literals);
        this.parameter = parameter;
        this.end = end;
        this.rest = rest;
        int most = 0;
        for (PathNode<R> child : literals.values()) {
            most = Math.max(most, child.mostVisits);
        }
        mostVisits = 1 + most + (parameter == null ? 0 : parameter.mostVisits);
    }

    /** Returns what follows the literal segment that stands in a path from {@code from} to {@code to}, or null. */
    @Nullable
    PathNode<R> literal(String path, int from, int to) {
        return literals.find(path, from, to);
    }

    /** Returns how many nodes, this one included, a walk from here visits at most, whatever the path. */
    int mostVisits() {
        return mostVisits;
    }
}

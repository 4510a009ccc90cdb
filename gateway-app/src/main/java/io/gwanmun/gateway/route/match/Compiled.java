package io.gwanmun.gateway.route.match;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What came of compiling routes: an index, or the ties that stand in its way.
 *
 * @param <R> the type of routes
 */
public sealed interface Compiled<R> {

    /** Returns the index; {@link IllegalArgumentException} with a sentence for each tie when there is none. */
    RouteIndex<R> orThrow();

    /**
     * No two routes tie.
     *
     * @param index finds routes
     */
    record Ready<R>(RouteIndex<R> index) implements Compiled<R> {
        @Override
        public RouteIndex<R> orThrow() {
            return index;
        }
    }

    /**
     * Some routes tie.
     *
     * @param ties at least one; each route that ties with an earlier one stands in it as the second at least once
     */
    record Tied<R>(List<Tie> ties) implements Compiled<R> {

        /** Copies the list. */
        public Tied {
            ties = List.copyOf(ties);
        }

        @Override
        public RouteIndex<R> orThrow() {
            throw new IllegalArgumentException(ties.stream().map(Tie::sentence).collect(Collectors.joining("; ")));
        }
    }
}

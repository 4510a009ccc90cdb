package io.gwanmun.gateway.route.match;

import java.util.List;

/**
 * Finds the route that serves a request. Immutable; any number of threads may look up at the same time.
 *
 * @param <R> the type of routes
 */
public final class RouteIndex<R> {

    private RouteIndex() {}

    /** Compiles routes; their order matters only where a request meets two that values were to keep apart. */
    public static <R> Compiled<R> compile(List<Candidate<R>> candidates) {
        throw new UnsupportedOperationException("" + candidates.size());
    }

    /** Looks up the route that serves a request. What the facts or a condition throw is thrown on, never taken for a miss. */
    public Found<R> find(RouteFacts facts) {
        throw new UnsupportedOperationException(facts.path());
    }
}

package io.gwanmun.gateway.route.match;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * What came of looking for a route.
 *
 * @param <R> the type of routes
 */
public sealed interface Found<R> {

    /**
     * This route serves the request.
     *
     * @param route the route
     * @param params the values of its path parameters
     */
    record Matched<R>(R route, PathParameters params) implements Found<R> {}

    /** No route serves the request: 404. */
    record NotFound<R>() implements Found<R> {}

    /**
     * Routes serve the path, but not with this method: 405, or 204 when the method is {@code OPTIONS}.
     *
     * @param allow the methods they serve, in alphabetical order, always with {@code OPTIONS}
     */
    record MethodNotAllowed<R>(Set<String> allow) implements Found<R> {

        /** Copies the set, in alphabetical order. */
        public MethodNotAllowed {
            allow = Collections.unmodifiableSet(new TreeSet<>(allow));
        }
    }
}

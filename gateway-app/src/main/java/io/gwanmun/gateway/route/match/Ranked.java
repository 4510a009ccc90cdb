package io.gwanmun.gateway.route.match;

import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * A route and where it stands in the list of all.
 *
 * @param order the index in the list
 * @param candidate the route
 * @param <R> the type of routes
 */
record Ranked<R>(int order, Candidate<R> candidate) {

    /** Orders the routes of one place that name a method alike: priority, then number of conditions, then the list. */
    static final Comparator<Ranked<?>> BEST_FIRST = Comparator.<Ranked<?>>comparingInt(
                    r -> r.pattern().priority())
            .thenComparingInt(r -> r.pattern().conditions().size())
            .reversed()
            .thenComparingInt(Ranked::order);

    String name() {
        return candidate.name();
    }

    RoutePattern pattern() {
        return candidate.pattern();
    }

    boolean isWeighted() {
        return candidate.pattern().weight().isPresent();
    }

    /** Returns what the routes of one place that share by weight have in common. */
    Object sharing() {
        RoutePattern p = pattern();
        return List.of(p.hosts(), p.methods(), p.priority(), Set.copyOf(p.conditions()));
    }

    /** Returns what two routes of one place that tie have in common. */
    Object rank() {
        return List.of(pattern().priority(), pattern().conditions().size());
    }
}

package io.gwanmun.gateway.route.match;

import java.util.Collection;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One step of the order in which routes at a {@link Place} are tried: a single route, or several that share by weight.
 *
 * @param <R> the type of routes
 */
final class Slot<R> {

    private final Condition[] conditions;

    private final List<Member<R>> members;
    /** For each member the sum of its weight and the weights before it. */
    private final long[] ends;

    /** Takes routes that are equal but for route, weight and the names of parameters; at least one. */
    Slot(List<Candidate<R>> candidates) {
        conditions = candidates.get(0).pattern().conditions().toArray(Condition[]::new);
        members = candidates.stream().map(Member::of).toList();
        ends = new long[candidates.size()];
        long end = 0;
        for (int i = 0; i < ends.length; i++) {
            end += candidates.get(i).pattern().weight().orElse(1);
            ends[i] = end;
        }
    }

    boolean holds(RouteFacts facts) {
        for (Condition condition : conditions) {
            if (!condition.holds(facts)) {
                return false;
            }
        }
        return true;
    }

    /** Tells whether every request that comes this far is served here. */
    boolean isUnconditional() {
        return conditions.length == 0;
    }

    void addRoutes(Collection<R> routes) {
        members.forEach(member -> routes.add(member.route()));
    }

    Found.Matched<R> choose(RouteFacts facts, String path) {
        return members.get(ends.length == 1 ? 0 : drawn(facts.draw())).matched(path);
    }

    private int drawn(double draw) {
        int last = ends.length - 1;
        long point = (long) (draw * ends[last]);
        int i = 0;
        while (i < last && point >= ends[i]) {
            i++;
        }
        return i;
    }

    /** A route; the answer is ready when it has no parameters. */
    private record Member<R>(R route, PathTemplate template, Found.@Nullable Matched<R> ready) {

        static <R> Member<R> of(Candidate<R> candidate) {
            PathTemplate template = candidate.pattern().path();
            R route = candidate.route();
            return new Member<>(
                    route,
                    template,
                    template.names().isEmpty() ? new Found.Matched<>(route, PathParameters.NONE) : null);
        }

        Found.Matched<R> matched(String path) {
            return ready != null ? ready : new Found.Matched<>(route, PathParameters.of(template, path));
        }
    }
}

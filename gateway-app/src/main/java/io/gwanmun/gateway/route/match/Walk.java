package io.gwanmun.gateway.route.match;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * One look-up on its way through path trees.
 *
 * <p>At each node the literal child is tried first, then the parameter, then the rest, each to its end, so places are met in the
 * order of the rules and the first slot that holds is the answer. A node stands at one depth and has one parent: a walk enters
 * it at most once, so going back costs at most {@link PathNode#mostVisits} nodes in all, which is at most the number of nodes and
 * at most two to the power of the number of segments. It is never multiplied with the number of routes.
 */
final class Walk<R> {

    private final RouteFacts facts;
    private final String path;
    private final String method;
    private @Nullable Set<String> allow;
    private @Nullable Set<R> routes;
    private boolean isPathServed;
    private boolean isMethodServed;
    private int visits;

    Walk(RouteFacts facts) {
        this(facts, facts.method());
    }

    Walk(RouteFacts facts, String method) {
        this.facts = facts;
        this.path = facts.path();
        this.method = method;
    }

    /**
     * Walks on from a node.
     *
     * @param slash where in the path the slash stands that opens the next segment, the length of the path behind the last one
     */
    Found.@Nullable Matched<R> from(PathNode<R> node, int slash) {
        visits++;
        Found.Matched<R> found = null;
        if (slash < path.length()) {
            int start = slash + 1;
            int next = path.indexOf('/', start);
            int end = next < 0 ? path.length() : next;
            PathNode<R> literal = node.literal(path, start, end);
            if (literal != null) {
                found = from(literal, end);
            }
            if (found == null && node.parameter != null && end > start) {
                found = from(node.parameter, end);
            }
        } else if (node.end != null) {
            found = at(node.end);
        }
        return found != null || node.rest == null ? found : at(node.rest);
    }

    private Found.@Nullable Matched<R> at(Place<R> place) {
        isPathServed = true;
        if (allow != null) {
            place.addMethods(allow);
            return null;
        }
        if (routes != null) {
            return collect(place, routes);
        }
        Slot<R>[] slots = place.slotsFor(method);
        isMethodServed |= slots.length > 0;
        for (Slot<R> slot : slots) {
            if (slot.holds(facts)) {
                return slot.choose(facts, path);
            }
        }
        return null;
    }

    /** Ends the walk where a request with this method would end at the latest. */
    private Found.@Nullable Matched<R> collect(Place<R> place, Set<R> into) {
        if (method.isEmpty()) {
            place.allSlots().forEach(slot -> slot.addRoutes(into));
            return null;
        }
        for (Slot<R> slot : place.slotsFor(method)) {
            slot.addRoutes(into);
            if (slot.isUnconditional()) {
                return slot.choose(facts, path);
            }
        }
        return null;
    }

    RouteFacts facts() {
        return facts;
    }

    String path() {
        return path;
    }

    /** Tells whether the walk met routes, and none of them for the method. */
    boolean lacksMethod() {
        return isPathServed && !isMethodServed;
    }

    /** Makes the walk pass over all routes from now on and note their methods in the set that is returned. */
    Set<String> collectMethods() {
        Set<String> methods = new TreeSet<>();
        methods.add("OPTIONS");
        allow = methods;
        return methods;
    }

    /** Makes the walk ask no condition from now on and note the routes it meets in the set that is returned. */
    Set<R> collectRoutes() {
        Set<R> met = new LinkedHashSet<>();
        routes = met;
        return met;
    }

    /** Returns how many nodes the walk has visited. */
    int visits() {
        return visits;
    }
}

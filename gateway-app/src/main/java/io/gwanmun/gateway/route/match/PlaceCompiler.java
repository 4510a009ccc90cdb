package io.gwanmun.gateway.route.match;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A {@link Place} in the making.
 *
 * @param <R> the type of routes
 */
final class PlaceCompiler<R> {

    private final List<Ranked<R>> routes = new ArrayList<>(1);

    void add(Ranked<R> route) {
        routes.add(route);
    }

    /** Orders the routes and hands those that may tie to the finder. */
    Place<R> freeze(String host, TieFinder ties) {
        routes.sort(Ranked.BEST_FIRST);
        Map<String, List<Ranked<R>>> named = new LinkedHashMap<>();
        List<Ranked<R>> any = new ArrayList<>();
        for (Ranked<R> route : routes) {
            for (String method : route.pattern().methods()) {
                named.computeIfAbsent(method, m -> new ArrayList<>(1)).add(route);
            }
            if (route.pattern().methods().isEmpty()) {
                any.add(route);
            }
        }
        named.forEach((method, all) -> ties.check(method, host, all));
        ties.check("any method on", host, any);
        Map<Integer, Slot<R>> slots = slots();
        Map<String, List<Slot<R>>> namedSlots = new LinkedHashMap<>();
        named.forEach((method, all) -> namedSlots.put(method, slotsOf(all, slots)));
        return new Place<>(namedSlots, slotsOf(any, slots));
    }

    /** Returns a slot for each route that does not share and for the first of those that share, by place in the list. */
    private Map<Integer, Slot<R>> slots() {
        Map<Object, List<Ranked<R>>> groups = new LinkedHashMap<>();
        for (Ranked<R> route : routes) {
            Object key = route.isWeighted() ? route.sharing() : route.order();
            groups.computeIfAbsent(key, k -> new ArrayList<>(1)).add(route);
        }
        Map<Integer, Slot<R>> slots = new HashMap<>();
        groups.values()
                .forEach(group -> slots.put(
                        group.get(0).order(),
                        new Slot<>(group.stream().map(Ranked::candidate).toList())));
        return slots;
    }

    private List<Slot<R>> slotsOf(List<Ranked<R>> routes, Map<Integer, Slot<R>> slots) {
        List<Slot<R>> result = new ArrayList<>(routes.size());
        for (Ranked<R> route : routes) {
            Slot<R> slot = slots.get(route.order());
            if (slot != null) {
                result.add(slot);
            }
        }
        return result;
    }
}

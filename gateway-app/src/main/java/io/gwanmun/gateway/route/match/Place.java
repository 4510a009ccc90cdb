package io.gwanmun.gateway.route.match;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The routes with one host and one path, in the order in which each method tries them.
 *
 * @param <R> the type of routes
 */
final class Place<R> {

    private final String[] methods;
    /** For each of {@link #methods} what is tried, then what is tried for every other method. */
    private final List<Slot<R>[]> slots;

    /**
     * Takes slots in order.
     *
     * @param named the slots that name a method, by method
     * @param any the slots for any method
     */
    Place(Map<String, List<Slot<R>>> named, List<Slot<R>> any) {
        Set<String> all = new LinkedHashSet<>(named.keySet());
        if (all.contains("GET")) {
            all.add("HEAD");
        }
        methods = all.toArray(String[]::new);
        slots = new ArrayList<>(methods.length + 1);
        for (String method : methods) {
            Set<Slot<R>> tried = new LinkedHashSet<>(named.getOrDefault(method, List.of()));
            tried.addAll(any);
            if (method.equals("HEAD")) {
                tried.addAll(named.getOrDefault("GET", List.of()));
            }
            slots.add(array(tried));
        }
        slots.add(array(any));
    }

    @SuppressWarnings({"unchecked", "rawtypes"
    }) // the array is filled from a collection of Slot<R> and never written again
    private static <R> Slot<R>[] array(Collection<Slot<R>> slots) {
        return slots.toArray((Slot<R>[]) new Slot[0]);
    }

    /** Returns what is tried for a method, in order; empty when the method is not served. */
    Slot<R>[] slotsFor(String method) {
        int i = 0;
        while (i < methods.length && !methods[i].equals(method)) {
            i++;
        }
        return slots.get(i);
    }

    /** Returns what is tried for any method at all, each once. */
    Collection<Slot<R>> allSlots() {
        Set<Slot<R>> all = new LinkedHashSet<>();
        slots.forEach(some -> all.addAll(List.of(some)));
        return all;
    }

    /** Adds the methods that routes name. */
    void addMethods(Set<String> allow) {
        allow.addAll(List.of(methods));
    }
}

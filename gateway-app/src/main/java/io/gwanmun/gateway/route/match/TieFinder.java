package io.gwanmun.gateway.route.match;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * Finds routes between which no rule decides, and says what to do about it.
 *
 * <p>Routes of the same rank are compared in pairs, but only those that share a value of the header, parameter or cookie that most of
 * them test: thousands of routes that one header tells apart stay cheap to compile.
 */
final class TieFinder {

    private final Map<Pair, Tie> ties = new TreeMap<>();

    /** Returns all ties, in the order of the list of routes. */
    List<Tie> found() {
        return List.copyOf(ties.values());
    }

    /**
     * Looks for ties among routes of one place with a method in common.
     *
     * @param method the method, for messages
     * @param host the host of the place, for messages, empty for any
     * @param routes in the order in which they are tried
     */
    void check(String method, String host, List<? extends Ranked<?>> routes) {
        if (routes.size() < 2) {
            return;
        }
        Map<Object, List<Ranked<?>>> ranks = new LinkedHashMap<>();
        for (Ranked<?> route : routes) {
            ranks.computeIfAbsent(route.rank(), r -> new ArrayList<>()).add(route);
        }
        for (List<Ranked<?>> rank : ranks.values()) {
            checkRank(method + " " + host, rank);
        }
    }

    private void checkRank(String place, List<Ranked<?>> routes) {
        Object subject = mostTested(routes);
        Map<String, List<Ranked<?>>> byValue = new HashMap<>();
        List<Ranked<?>> others = new ArrayList<>();
        List<Ranked<?>> earlier = new ArrayList<>();
        for (Ranked<?> route : routes) {
            Set<String> values = valuesOf(route, subject);
            if (values == null) {
                compare(place, route, earlier);
                others.add(route);
            } else {
                compare(place, route, others);
                for (String value : values) {
                    List<Ranked<?>> same = byValue.computeIfAbsent(value, v -> new ArrayList<>(1));
                    compare(place, route, same);
                    same.add(route);
                }
            }
            earlier.add(route);
        }
    }

    private static @Nullable Object mostTested(List<Ranked<?>> routes) {
        Map<Object, Integer> counts = new HashMap<>();
        for (Ranked<?> route : routes) {
            for (Condition condition : route.pattern().conditions()) {
                if (Apart.finiteValues(condition) != null) {
                    counts.merge(Objects.requireNonNull(Apart.subject(condition)), 1, Integer::sum);
                }
            }
        }
        return counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    private static @Nullable Set<String> valuesOf(Ranked<?> route, @Nullable Object subject) {
        for (Condition condition : route.pattern().conditions()) {
            Set<String> values = Apart.finiteValues(condition);
            if (values != null && Objects.equals(Apart.subject(condition), subject)) {
                return values;
            }
        }
        return null;
    }

    /** Notes the first of some routes that ties with another one; more of them would not help anybody. */
    private void compare(String place, Ranked<?> route, Collection<Ranked<?>> earlier) {
        for (Ranked<?> other : earlier) {
            String sentence = tie(place, other, route);
            if (sentence != null) {
                Pair pair = new Pair(other.order(), route.order());
                ties.putIfAbsent(pair, new Tie(other.name(), route.name(), sentence));
                return;
            }
        }
    }

    private static @Nullable String tie(String place, Ranked<?> first, Ranked<?> second) {
        RoutePattern a = first.pattern();
        RoutePattern b = second.pattern();
        boolean bothShare = first.isWeighted() && second.isWeighted();
        if (Apart.areApart(a.conditions(), b.conditions())
                || bothShare && first.sharing().equals(second.sharing())) {
            return null;
        }
        int count = a.conditions().size();
        String both = "both serve " + place + a.path() + (a.path().equals(b.path()) ? "" : " (" + b.path() + ")")
                + " with priority " + a.priority() + " and " + count + (count == 1 ? " condition" : " conditions");
        if (bothShare) {
            return first.name() + " and " + second.name() + ": " + both + ", and their weights cannot share as their "
                    + difference(a, b) + " differ (expected: the same " + difference(a, b)
                    + ", a condition that tells them apart, or different priorities)";
        }
        if (first.isWeighted() != second.isWeighted()) {
            Ranked<?> with = first.isWeighted() ? first : second;
            Ranked<?> without = first.isWeighted() ? second : first;
            return with.name() + " has the weight " + with.pattern().weight().orElse(0) + " and " + without.name()
                    + " has none: " + both + " (expected: a weight on both, a condition that tells them apart, or"
                    + " different priorities)";
        }
        return first.name() + " and " + second.name() + ": " + both
                + ", and no rule decides between them (expected: a condition that tells them apart, a weight on both,"
                + " or different priorities)";
    }

    private static String difference(RoutePattern a, RoutePattern b) {
        return !a.hosts().equals(b.hosts()) ? "hosts" : !a.methods().equals(b.methods()) ? "methods" : "conditions";
    }

    /** Two routes by where they stand in the list. */
    private record Pair(int first, int second) implements Comparable<Pair> {
        @Override
        public int compareTo(Pair other) {
            return second != other.second ? Integer.compare(second, other.second) : Integer.compare(first, other.first);
        }
    }
}

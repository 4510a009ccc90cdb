package io.gwanmun.gateway.route.match;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a route asks of a request. How the best of several that fit is chosen stands on the page of this package.
 *
 * @param hosts the hosts served; empty for any
 * @param path the path served
 * @param methods the methods served, case-sensitive; empty for any
 * @param conditions what must hold besides; empty for nothing; one that is said twice counts once
 * @param weight the share among otherwise equal routes, 1 to 1,000,000; empty for a route that does not share
 * @param priority the higher number goes first among routes with same host, path and method; 0 unless said otherwise
 */
public record RoutePattern(
        Set<HostPattern> hosts,
        PathTemplate path,
        Set<String> methods,
        List<Condition> conditions,
        OptionalInt weight,
        int priority) {

    private static final int MAX_WEIGHT = 1_000_000;
    private static final Set<String> KNOWN =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "QUERY");

    /** Copies the collections and checks methods and weight. */
    public RoutePattern {
        hosts = Set.copyOf(hosts);
        methods = Set.copyOf(methods);
        methods.forEach(RoutePattern::checkMethod);
        conditions = List.copyOf(new LinkedHashSet<>(conditions));
        if (weight.isPresent() && (weight.getAsInt() < 1 || weight.getAsInt() > MAX_WEIGHT)) {
            throw new IllegalArgumentException("weight: " + weight.getAsInt() + " (expected: 1 to 1000000)");
        }
    }

    /** Returns a pattern for a path on any host, with any method, without conditions. */
    public static RoutePattern of(PathTemplate path) {
        return new RoutePattern(Set.of(), path, Set.of(), List.of(), OptionalInt.empty(), 0);
    }

    /** Returns this pattern for other hosts; empty for any. */
    public RoutePattern withHosts(Set<HostPattern> hosts) {
        return new RoutePattern(hosts, path, methods, conditions, weight, priority);
    }

    /** Returns this pattern for other methods; empty for any. */
    public RoutePattern withMethods(Set<String> methods) {
        return new RoutePattern(hosts, path, methods, conditions, weight, priority);
    }

    /** Returns this pattern with other conditions; empty for none. */
    public RoutePattern withConditions(List<Condition> conditions) {
        return new RoutePattern(hosts, path, methods, conditions, weight, priority);
    }

    /** Returns this pattern with a weight, 1 to 1,000,000. */
    public RoutePattern withWeight(int weight) {
        return new RoutePattern(hosts, path, methods, conditions, OptionalInt.of(weight), priority);
    }

    /** Returns this pattern with another priority. */
    public RoutePattern withPriority(int priority) {
        return new RoutePattern(hosts, path, methods, conditions, weight, priority);
    }

    private static void checkMethod(String method) {
        String upper = Tokens.check("method", method).toUpperCase(Locale.ROOT);
        if (!method.equals(upper) && KNOWN.contains(upper)) {
            throw new IllegalArgumentException("method: " + method + " (expected: " + upper + ", case matters)");
        }
    }
}

package io.gwanmun.gateway.cli;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.route.LiveRoute;
import io.gwanmun.gateway.route.RoutePolicies;
import io.gwanmun.gateway.route.match.Candidate;
import io.gwanmun.gateway.route.match.Condition;
import io.gwanmun.gateway.route.match.Found;
import io.gwanmun.gateway.route.match.PathTemplate;
import io.gwanmun.gateway.route.match.RouteFacts;
import io.gwanmun.gateway.route.match.RouteIndex;
import io.gwanmun.gateway.route.match.RoutePattern;

/**
 * A route whose path fits a sample request, and the first thing that keeps it from serving it: host, method or a condition, in
 * this order. Each is asked of an index of this one route, so that the answers are those of the gateway.
 *
 * @param route the route
 * @param failure what does not hold, null when all does
 */
record Candidacy(LiveRoute route, @Nullable String failure) {

    /** Returns the routes whose path fits a request, in the order of the files. */
    static List<Candidacy> of(List<LiveRoute> routes, SampleRequest request) {
        return routes.stream()
                .filter(route -> pathFits(route.policies().path(), request.path()))
                .map(route -> new Candidacy(route, failure(route.policies(), request)))
                .toList();
    }

    static boolean pathFits(PathTemplate template, String path) {
        SampleRequest bare = new SampleRequest("GET", "", path, "", Map.of(), Instant.EPOCH);
        return isServed(RoutePattern.of(template), bare);
    }

    RoutePattern pattern() {
        return pattern(route);
    }

    String name() {
        return route.toString();
    }

    boolean holds() {
        return failure == null;
    }

    private static RoutePattern pattern(LiveRoute route) {
        return route.policies().pattern();
    }

    private static @Nullable String failure(RoutePolicies route, SampleRequest request) {
        RoutePattern pattern = route.pattern();
        RoutePattern bare =
                new RoutePattern(pattern.hosts(), pattern.path(), Set.of(), List.of(), OptionalInt.empty(), 0);
        if (!isServed(bare, request)) {
            return "serves only the host " + Words.hosts(pattern)
                    + (request.host().isEmpty() ? ", and the request names none" : ", not " + request.host());
        }
        if (!isServed(bare.withMethods(pattern.methods()), request)) {
            return "serves only " + Words.methods(pattern);
        }
        for (Condition condition : pattern.conditions()) {
            if (!condition.holds(request)) {
                return asked(condition, route) + "; " + found(condition, request);
            }
        }
        return null;
    }

    private static String asked(Condition condition, RoutePolicies route) {
        return (condition instanceof Condition.Time ? "serves only " : "asks for ") + Conditions.of(condition, route);
    }

    private static String found(Condition condition, SampleRequest request) {
        if (condition instanceof Condition.Header header) {
            return found(request.headers(header.name()));
        }
        if (condition instanceof Condition.Query query) {
            return found(request.query(query.name()));
        }
        if (condition instanceof Condition.Cookie cookie) {
            return found(request.cookies(cookie.name()));
        }
        return "the request comes at " + request.now();
    }

    private static String found(List<String> values) {
        return values.isEmpty() ? "the request has none" : "the request has \"" + String.join("\", \"", values) + '"';
    }

    private static boolean isServed(RoutePattern pattern, RouteFacts request) {
        Candidate<String> only = new Candidate<>("", pattern, "");
        return RouteIndex.compile(List.of(only)).orThrow().find(request) instanceof Found.Matched<String>;
    }
}

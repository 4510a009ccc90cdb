package io.gwanmun.gateway.cli;

import java.util.OptionalInt;
import java.util.Set;

import io.gwanmun.gateway.route.match.HostPattern;
import io.gwanmun.gateway.route.match.RoutePattern;

/**
 * Which rule lets one of two routes that both fit a request go first: host, path, method, priority, number of conditions, as
 * told on the page of {@link io.gwanmun.gateway.route.match}.
 */
final class Precedence {

    private Precedence() {}

    /** Returns why the winner goes before the loser. */
    static String why(RoutePattern winner, RoutePattern loser, SampleRequest request) {
        if (host(winner, request.host()) != host(loser, request.host())) {
            return "its host is less exact: " + (loser.hosts().isEmpty() ? "any host" : Words.hosts(loser)) + " after "
                    + Words.hosts(winner);
        }
        String path = path(winner.path().toString(), loser.path().toString());
        if (!path.isEmpty()) {
            return path;
        }
        if (method(winner, request.method()) != method(loser, request.method())) {
            return "serves " + Words.methods(loser) + "; a route for " + Words.methods(winner) + " goes first";
        }
        if (winner.priority() != loser.priority()) {
            return "has the priority " + loser.priority() + ", below " + winner.priority();
        }
        if (winner.conditions().size() != loser.conditions().size()) {
            return "has " + Words.count(loser.conditions().size(), "condition") + ", fewer than "
                    + winner.conditions().size();
        }
        OptionalInt share = loser.weight();
        return share.isPresent() && winner.weight().isPresent()
                ? "shares by weight: " + share.getAsInt() + " beside "
                        + winner.weight().getAsInt()
                : "stands behind in the files";
    }

    /** The longest wildcard goes first, an exact host before all, a route without hosts behind all. */
    private static int host(RoutePattern pattern, String host) {
        int best = -1;
        for (HostPattern served : pattern.hosts()) {
            if (served.isWildcard() && host.endsWith("." + served.name())) {
                best = Math.max(best, served.name().length());
            } else if (!served.isWildcard() && served.name().equals(host)) {
                best = Integer.MAX_VALUE;
            }
        }
        return best;
    }

    private static String path(String winner, String loser) {
        String[] first = winner.substring(1).split("/", -1);
        String[] second = loser.substring(1).split("/", -1);
        for (int i = 0; i < second.length; i++) {
            if (i >= first.length || (first[i].isEmpty() && kind(second[i]) > 0)) {
                return "its " + second[i] + " has nothing to stand for; a path that ends there goes first";
            }
            if (kind(first[i]) != kind(second[i])) {
                return "its " + second[i] + " is less exact than " + first[i];
            }
        }
        return "";
    }

    private static int kind(String segment) {
        return segment.endsWith("...}") ? 2 : segment.startsWith("{") ? 1 : 0;
    }

    private static int method(RoutePattern pattern, String method) {
        if (pattern.methods().contains(method)) {
            return 2;
        }
        return pattern.methods().isEmpty() ? 1 : 0;
    }

    /** Tells whether chance decides between two routes that both fit. */
    static boolean shares(RoutePattern one, RoutePattern other) {
        return one.weight().isPresent()
                && other.weight().isPresent()
                && path(one.path().toString(), other.path().toString()).isEmpty()
                && path(other.path().toString(), one.path().toString()).isEmpty()
                && one.hosts().equals(other.hosts())
                && one.methods().equals(other.methods())
                && one.priority() == other.priority()
                && Set.copyOf(one.conditions()).equals(Set.copyOf(other.conditions()));
    }
}

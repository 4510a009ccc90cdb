package io.gwanmun.gateway.route.match;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The rules of choice, written the slow and plain way: every route is looked at, those that fit are sorted, the first that holds is
 * taken.
 */
final class LinearMatcher {

    private final List<Candidate<String>> routes;

    LinearMatcher(List<Candidate<String>> routes) {
        this.routes = routes;
    }

    /** Returns the name of the route, "404", or "405" and the methods allowed. */
    String find(RouteFacts facts) {
        List<Fit> fits = new ArrayList<>();
        for (int i = 0; i < routes.size(); i++) {
            RoutePattern pattern = routes.get(i).pattern();
            int host = hostRank(pattern.hosts(), facts.host());
            if (host > 0 && fitsPath(segments(pattern.path().toString()), segments(facts.path()))) {
                fits.add(new Fit(
                        host,
                        shape(pattern.path().toString()),
                        methodRank(pattern.methods(), facts.method()),
                        i,
                        routes.get(i)));
            }
        }
        List<Fit> accepting = fits.stream()
                .filter(fit -> fit.method() > 0)
                .sorted(Comparator.comparingInt(Fit::host)
                        .thenComparing(Fit::shape)
                        .thenComparingInt(Fit::method)
                        .thenComparingInt(fit -> fit.route().pattern().priority())
                        .thenComparingInt(
                                fit -> fit.route().pattern().conditions().size())
                        .reversed()
                        .thenComparingInt(Fit::order))
                .toList();
        for (Fit fit : accepting) {
            if (holds(fit, facts)) {
                return drawn(fit, accepting, facts.draw());
            }
        }
        return fits.isEmpty() || !accepting.isEmpty() ? "404" : "405 " + allowed(fits);
    }

    private static String drawn(Fit fit, List<Fit> accepting, double draw) {
        if (fit.route().pattern().weight().isEmpty()) {
            return fit.route().name();
        }
        List<String> shares = new ArrayList<>();
        for (Fit other : accepting) {
            RoutePattern a = fit.route().pattern();
            RoutePattern b = other.route().pattern();
            boolean isTwin = fit.shape().equals(other.shape())
                    && a.hosts().equals(b.hosts())
                    && a.methods().equals(b.methods())
                    && a.priority() == b.priority()
                    && Set.copyOf(a.conditions()).equals(Set.copyOf(b.conditions()));
            for (int i = 0; isTwin && i < b.weight().orElse(0); i++) {
                shares.add(other.route().name());
            }
        }
        return shares.get((int) (draw * shares.size()));
    }

    private static boolean holds(Fit fit, RouteFacts facts) {
        return fit.route().pattern().conditions().stream().allMatch(condition -> condition.holds(facts));
    }

    private static String allowed(List<Fit> fits) {
        Set<String> allow = new TreeSet<>(Set.of("OPTIONS"));
        fits.forEach(fit -> allow.addAll(fit.route().pattern().methods()));
        if (allow.contains("GET")) {
            allow.add("HEAD");
        }
        return String.join(" ", allow);
    }

    private static int hostRank(Set<HostPattern> hosts, String host) {
        if (hosts.isEmpty()) {
            return 1;
        }
        int rank = 0;
        for (HostPattern pattern : hosts) {
            if (!pattern.isWildcard() && pattern.name().equals(host)) {
                rank = 1000;
            } else if (pattern.isWildcard() && host.endsWith("." + pattern.name())) {
                rank = Math.max(rank, 1 + pattern.name().length());
            }
        }
        return rank;
    }

    private static int methodRank(Set<String> methods, String method) {
        if (methods.contains(method)) {
            return 3;
        }
        return methods.isEmpty() ? 2 : method.equals("HEAD") && methods.contains("GET") ? 1 : 0;
    }

    private static String[] segments(String path) {
        return path.substring(1).split("/", -1);
    }

    private static boolean fitsPath(String[] template, String[] path) {
        for (int i = 0; i < template.length; i++) {
            if (template[i].endsWith("...}")) {
                return path.length >= i;
            }
            boolean fits =
                    i < path.length && (template[i].startsWith("{") ? !path[i].isEmpty() : template[i].equals(path[i]));
            if (!fits) {
                return false;
            }
        }
        return template.length == path.length;
    }

    /** Returns one digit for each segment, the more specific the higher; where two differ in length the longer has a rest. */
    static String shape(String template) {
        StringBuilder shape = new StringBuilder();
        for (String segment : segments(template)) {
            shape.append(segment.endsWith("...}") ? '1' : segment.startsWith("{") ? '2' : '3');
        }
        return shape.append('4').toString();
    }

    /** Returns the template without the names of its parameters. */
    static String nameless(String template) {
        return Arrays.stream(segments(template))
                .map(s -> s.endsWith("...}") ? "{...}" : s.startsWith("{") ? "{}" : s)
                .collect(Collectors.joining("/"));
    }

    private record Fit(int host, String shape, int method, int order, Candidate<String> route) {}
}

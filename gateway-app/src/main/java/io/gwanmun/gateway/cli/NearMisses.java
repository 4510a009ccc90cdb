package io.gwanmun.gateway.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

import io.gwanmun.gateway.route.LiveRoute;
import io.gwanmun.gateway.route.match.PathTemplate;

/** Routes that somebody may have meant whose path fits none. */
final class NearMisses {

    private static final int MOST = 5;

    private NearMisses() {}

    /** Returns the routes with the change of the path that would fit them, those that need least first. */
    static List<NearMiss> of(List<LiveRoute> routes, String path) {
        List<NearMiss> misses = new ArrayList<>();
        routes.forEach(route -> add(misses, route, path));
        misses.sort(Comparator.comparingInt(NearMiss::distance));
        return misses.stream().limit(MOST).toList();
    }

    private static void add(List<NearMiss> misses, LiveRoute route, String path) {
        PathTemplate template = route.policies().path();
        String slash = path.endsWith("/") ? path.substring(0, path.length() - 1) : path + "/";
        String api = route.policies().api().path();
        if (fits(template, slash)) {
            misses.add(new NearMiss(route, "fits " + (slash.endsWith("/") ? "with" : "without") + " a final slash", 0));
        } else if (fits(PathTemplate.parse(lower(template.toString())), lower(path))) {
            misses.add(new NearMiss(route, "fits but for upper and lower case", 1));
        } else if (fits(template, (api.endsWith("/") ? "" : api) + path)) {
            misses.add(new NearMiss(route, "fits below " + api + ", the path of its API", 2));
        } else {
            int same = sameStart(template.toString().split("/"), path.split("/"));
            if (same > 0) {
                misses.add(new NearMiss(route, "begins alike", 100 - same));
            }
        }
    }

    private static boolean fits(PathTemplate template, String path) {
        return Candidacy.pathFits(template, path);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** Counts the segments that fit from the left; the first must be the same word. */
    private static int sameStart(String[] template, String[] path) {
        int same = 1;
        while (same < template.length
                && same < path.length
                && (template[same].equals(path[same]) || (same > 1 && template[same].startsWith("{")))) {
            same++;
        }
        return same - 1;
    }

    /**
     * A route that is nearly meant.
     *
     * @param route the route
     * @param change what would make it fit
     * @param distance how far it is, the nearest first
     */
    record NearMiss(LiveRoute route, String change, int distance) {}
}

package io.gwanmun.gateway.cli;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.gwanmun.gateway.api.Place;
import io.gwanmun.gateway.pipeline.Phase;
import io.gwanmun.gateway.route.RoutePolicies;
import io.gwanmun.gateway.route.match.RoutePattern;

/** How things are said at the terminal. */
final class Words {

    private Words() {}

    /** Returns a number with its noun, such as {@code 1 route} or {@code 2 routes}. */
    static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    static String of(Phase phase) {
        return phase.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Returns file and line, which terminals and editors open. */
    static String of(Place place) {
        return place.line() == 0 ? place.file() : place.file() + ":" + place.line();
    }

    /** Returns where something is written, with files as they are called in their directory. */
    static String of(List<Place> places, Path directory) {
        String prefix = directory + directory.getFileSystem().getSeparator();
        return places.isEmpty()
                ? "default"
                : places.stream()
                        .map(Words::of)
                        .map(place -> place.startsWith(prefix) ? place.substring(prefix.length()) : place)
                        .distinct()
                        .collect(Collectors.joining(", "));
    }

    /** Returns which requests a route serves, in one line. */
    static String match(RoutePolicies route) {
        RoutePattern pattern = route.pattern();
        String hosts = pattern.hosts().isEmpty() ? "" : " on " + hosts(pattern);
        List<String> conditions = Conditions.withRank(route);
        return methods(pattern)
                + ' '
                + pattern.path()
                + hosts
                + (conditions.isEmpty() ? "" : ", ")
                + String.join(", ", conditions);
    }

    static String methods(RoutePattern pattern) {
        return pattern.methods().isEmpty() ? "any" : sorted(pattern.methods(), ",");
    }

    static String hosts(RoutePattern pattern) {
        return sorted(pattern.hosts(), ",");
    }

    static String sorted(Collection<?> all, String separator) {
        return all.stream().map(Object::toString).sorted().collect(Collectors.joining(separator));
    }

    /** Tells whether a route has filters of the engine or of plug-ins, which may send its calls elsewhere. */
    static boolean hasFilters(RoutePolicies route) {
        return Stream.of(route.api().policies(), route.source().policies())
                .flatMap(written -> written.shapes().stream())
                .anyMatch(shape -> shape.key().equals("filters"));
    }
}

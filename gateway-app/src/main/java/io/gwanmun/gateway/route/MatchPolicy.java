package io.gwanmun.gateway.route;

import java.util.ArrayList;
import java.util.List;

import io.gwanmun.gateway.route.match.RoutePattern;

/**
 * Which requests a route serves: its own {@code match} together with the path and the hosts of its API.
 *
 * @param pattern what it asks of a request
 */
record MatchPolicy(RoutePattern pattern) implements RoutePolicy {

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(pattern.methods().isEmpty() ? "any method" : String.join("|", sorted(pattern.methods())));
        text.append(' ').append(pattern.path());
        if (!pattern.hosts().isEmpty()) {
            text.append(" on ").append(String.join(", ", sorted(pattern.hosts())));
        }
        if (!pattern.conditions().isEmpty()) {
            // Not what they compare with: a value may come from a secret.
            text.append(", ").append(pattern.conditions().size()).append(" more conditions");
        }
        pattern.weight().ifPresent(weight -> text.append(", weight ").append(weight));
        if (pattern.priority() != 0) {
            text.append(", priority ").append(pattern.priority());
        }
        return text.toString();
    }

    private static List<String> sorted(Iterable<?> all) {
        List<String> texts = new ArrayList<>();
        all.forEach(one -> texts.add(one.toString()));
        return texts.stream().sorted().toList();
    }
}

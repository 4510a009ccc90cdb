package io.gwanmun.gateway.cli;

import java.util.List;
import java.util.stream.Collectors;

import io.gwanmun.gateway.pipeline.Phase;
import io.gwanmun.gateway.route.RoutePolicies;

/** Who may call a route, in as few words as its policies have for it. */
final class Access {

    private static final List<Phase> PHASES = List.of(Phase.ADDRESS_POLICY, Phase.AUTHENTICATE, Phase.AUTHORISE);

    private Access() {}

    static String of(RoutePolicies route) {
        return route.entries().stream()
                .filter(entry -> PHASES.contains(entry.phase()))
                .map(entry -> entry.policy().toString())
                .collect(Collectors.joining("; "));
    }

    /** Returns the same for a table, without what stands in parentheses. */
    static String shortOf(RoutePolicies route) {
        return of(route).replaceAll(" \\([^)]*\\)", "");
    }
}

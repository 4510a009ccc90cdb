package io.gwanmun.gateway.integration;

import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.route.RoutePolicy;

/**
 * Where a route's calls go: the first case that holds says it.
 *
 * @param cases the cases in their order, at least one; the last has no condition
 */
public record Destinations(List<Case> cases) implements RoutePolicy {

    /** Copies the cases. */
    public Destinations {
        cases = List.copyOf(cases);
        if (cases.isEmpty() || !cases.get(cases.size() - 1).when().isEmpty()) {
            throw new IllegalArgumentException("cases: " + cases.size() + " (expected: the last without a condition)");
        }
    }

    /** Returns the number of the first case that holds, from 0. */
    public int choose(CaseFacts facts) {
        int last = cases.size() - 1;
        for (int i = 0; i < last; i++) {
            if (cases.get(i).failing(facts) == null) {
                return i;
            }
        }
        return last;
    }

    @Override
    public boolean asksForCountry() {
        return cases.stream().flatMap(one -> one.when().stream()).anyMatch(CountryCondition.class::isInstance);
    }

    @Override
    public String toString() {
        return cases.size() == 1 ? cases.get(0).to().toString() : "the first of " + cases.size() + " cases that holds";
    }

    /**
     * One way for calls to go.
     *
     * @param when what must hold, all of it
     * @param to where they go then: an upstream, an answer or a redirect
     */
    public record Case(List<CaseCondition> when, RoutePolicy to) {

        /** Copies the conditions. */
        public Case {
            when = List.copyOf(when);
        }

        /** Returns what it looks at and finds there, for people. */
        public String because(CaseFacts facts) {
            return when.isEmpty()
                    ? "no other case"
                    : when.stream()
                            .map(condition -> condition.subject() + ": " + condition.found(facts))
                            .collect(Collectors.joining("; "));
        }

        /** Returns the first condition that does not hold, null when all do. */
        public @Nullable CaseCondition failing(CaseFacts facts) {
            for (int i = 0; i < when.size(); i++) {
                if (!when.get(i).holds(facts)) {
                    return when.get(i);
                }
            }
            return null;
        }
    }
}

package io.gwanmun.gateway.api;

import java.util.List;

import io.gwanmun.gateway.api.PolicyShape.Level;

/**
 * All that may be written: what the rooms contributed.
 *
 * @param nouns what may be named at the top of a file, {@code apis} not included
 * @param policies what may stand on APIs and routes
 * @param checks what must hold between written objects
 */
public record Grammar(List<Noun<?>> nouns, List<PolicyShape<?>> policies, List<Check> checks) {

    /** Copies the lists and refuses a key that two rooms claim. */
    public Grammar {
        nouns = List.copyOf(nouns);
        policies = List.copyOf(policies);
        checks = List.copyOf(checks);
    }

    List<PolicyShape<?>> on(Level level) {
        return policies.stream().filter(policy -> policy.standsOn(level)).toList();
    }
}

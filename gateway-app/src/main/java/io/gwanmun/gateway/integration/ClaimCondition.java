package io.gwanmun.gateway.integration;

import java.util.Set;

import io.gwanmun.gateway.pipeline.ClaimPath;

/**
 * Asks that a claim of the caller is one of some values, or a list that holds one of them.
 *
 * @param path where the claim is
 * @param values the values as text, at least one
 */
record ClaimCondition(ClaimPath path, Set<String> values) implements CaseCondition {

    ClaimCondition {
        values = Set.copyOf(values);
    }

    @Override
    public boolean holds(CaseFacts facts) {
        return path.isOneOf(facts.caller().claims(), values);
    }

    @Override
    public String subject() {
        return "claim " + path;
    }

    @Override
    public String found(CaseFacts facts) {
        Object found = path.find(facts.caller().claims());
        return found == null ? "none" : found.toString();
    }
}

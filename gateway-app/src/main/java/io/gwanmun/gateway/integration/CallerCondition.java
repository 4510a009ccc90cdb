package io.gwanmun.gateway.integration;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

import io.gwanmun.gateway.pipeline.Caller;

/**
 * Asks that something of the caller is one of some values.
 *
 * @param what what is looked at
 * @param values the values, at least one
 */
record CallerCondition(What what, Set<String> values) implements CaseCondition {

    CallerCondition {
        values = Set.copyOf(values);
    }

    @Override
    public boolean holds(CaseFacts facts) {
        for (String one : what.of(facts.caller())) {
            if (values.contains(one)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String subject() {
        return what.word();
    }

    @Override
    public String found(CaseFacts facts) {
        Collection<String> found = what.of(facts.caller());
        return found.isEmpty() ? "none" : String.join(", ", new TreeSet<>(found));
    }

    /** What of a caller is looked at. */
    enum What {
        /** What the caller is, at the issuer. */
        ROLE("role"),
        /** What the caller's token was given for. */
        SCOPE("scope"),
        /** The program that calls. */
        CLIENT("client");

        private final String word;

        What(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }

        private Set<String> of(Caller caller) {
            return switch (this) {
                case ROLE -> caller.roles();
                case SCOPE -> caller.scopes();
                case CLIENT -> {
                    String client = caller.client();
                    yield client == null ? Set.of() : Set.of(client);
                }
            };
        }
    }
}

package io.gwanmun.gateway.access;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.pipeline.Caller;

/**
 * What one level, an API or a route, asks of a caller.
 *
 * @param proof what it must show
 * @param roles of which it must have one; empty for any
 * @param scopes of which it must have all
 * @param claims by name the values of which each claim must be, or hold, one
 */
record Demand(Proof proof, Set<String> roles, Set<String> scopes, Map<String, Set<String>> claims) {

    Demand {
        roles = Set.copyOf(roles);
        scopes = Set.copyOf(scopes);
        claims = Map.copyOf(claims);
    }

    /** Returns what asks for a proof and nothing else. */
    static Demand of(Proof proof) {
        return new Demand(proof, Set.of(), Set.of(), Map.of());
    }

    /** Says whether it asks for rights besides a proof. */
    boolean asksForRights() {
        return !roles.isEmpty() || !scopes.isEmpty() || !claims.isEmpty();
    }

    /** Returns which kind of right a caller lacks, null when it has all. */
    @Nullable
    Lack lack(Caller caller) {
        if (!caller.scopes().containsAll(scopes)) {
            return Lack.SCOPES;
        }
        if (!roles.isEmpty() && Collections.disjoint(roles, caller.roles())) {
            return Lack.ROLES;
        }
        for (Map.Entry<String, Set<String>> claim : claims.entrySet()) {
            if (!isOneOf(caller.claims().get(claim.getKey()), claim.getValue())) {
                return Lack.CLAIMS;
            }
        }
        return null;
    }

    private static boolean isOneOf(@Nullable Object value, Set<String> accepted) {
        if (value instanceof Collection<?> list) {
            for (Object item : list) {
                if (isText(item) && accepted.contains(String.valueOf(item))) {
                    return true;
                }
            }
            return false;
        }
        return isText(value) && accepted.contains(String.valueOf(value));
    }

    /** Texts, whole numbers and truth values have one spelling; other values are never what a file says. */
    private static boolean isText(@Nullable Object value) {
        return value instanceof String || value instanceof Boolean || value instanceof Long;
    }

    @Override
    public String toString() {
        List<String> words = new ArrayList<>(List.of(proof.toString()));
        if (!roles.isEmpty()) {
            words.add("role " + alternatives(roles));
        }
        if (!scopes.isEmpty()) {
            words.add("scope " + String.join(" and ", new TreeSet<>(scopes)));
        }
        new TreeMap<>(claims).forEach((name, values) -> words.add("claim " + name + " " + alternatives(values)));
        return String.join(", ", words);
    }

    private static String alternatives(Set<String> words) {
        return String.join(" or ", new TreeSet<>(words));
    }

    /** A kind of right that is lacking. */
    enum Lack {
        /** Not all scopes are there. */
        SCOPES,
        /** None of the roles is there. */
        ROLES,
        /** A claim is missing or says something else. */
        CLAIMS
    }
}

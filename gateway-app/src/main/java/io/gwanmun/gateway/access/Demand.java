package io.gwanmun.gateway.access;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.pipeline.Caller;
import io.gwanmun.gateway.pipeline.ClaimPath;

/**
 * What one level, an API or a route, asks of a caller.
 *
 * @param proof what it must show
 * @param roles of which it must have one; empty for any
 * @param scopes of which it must have all
 * @param claims where a claim stands, and the values of which it must be, or hold, one
 */
record Demand(Proof proof, Set<String> roles, Set<String> scopes, Map<ClaimPath, Set<String>> claims) {

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
        for (Map.Entry<ClaimPath, Set<String>> claim : claims.entrySet()) {
            if (!claim.getKey().isOneOf(caller.claims(), claim.getValue())) {
                return Lack.CLAIMS;
            }
        }
        return null;
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
        claims.entrySet().stream()
                .map(claim -> "claim " + claim.getKey() + " " + alternatives(claim.getValue()))
                .sorted()
                .forEach(words::add);
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

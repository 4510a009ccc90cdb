package io.gwanmun.auth.user;

import java.util.Map;
import java.util.Set;

/**
 * Somebody who can log in, as tokens tell of them.
 *
 * @param id what stays the same when everything else about them changes; the claim {@code sub}
 * @param name the name they log in with; the claim {@code username}
 * @param roles what they are, by their own roles and those of their groups
 * @param enabled whether they may log in and their tokens hold
 * @param profile what user info tells of them: the standard claims of OpenID Connect Core section 5.1 that are known
 */
public record Person(String id, String name, Set<String> roles, boolean enabled, Map<String, Object> profile) {

    /** The role whose holders may be given the scopes of the admin APIs. */
    public static final String ADMIN = "gwanmun-admin";

    /** Copies what it is given. */
    public Person {
        roles = Set.copyOf(roles);
        profile = Map.copyOf(profile);
    }
}

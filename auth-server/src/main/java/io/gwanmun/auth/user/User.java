package io.gwanmun.auth.user;

import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/**
 * Somebody as the database keeps them.
 *
 * @param id what stays the same
 * @param name what they log in with
 * @param profile what else is known of them
 * @param enabled whether they may log in
 * @param hasPassword whether they have a password; without one they can only be sent a link that sets it
 * @param roles the roles they were given themselves
 * @param groups the groups they are in
 * @param groupRoles the roles those groups give them
 * @param created when they were made
 */
public record User(
        String id,
        String name,
        Profile profile,
        boolean enabled,
        boolean hasPassword,
        Set<String> roles,
        Set<String> groups,
        Set<String> groupRoles,
        Instant created) {

    /** Copies what it is given. */
    public User {
        roles = Set.copyOf(roles);
        groups = Set.copyOf(groups);
        groupRoles = Set.copyOf(groupRoles);
    }

    /** Returns this as tokens tell of it. */
    public Person toPerson() {
        Set<String> all = new TreeSet<>(roles);
        all.addAll(groupRoles);
        return new Person(id, name, all, enabled, profile.claims(name));
    }
}

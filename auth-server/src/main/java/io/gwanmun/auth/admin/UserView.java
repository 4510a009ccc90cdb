package io.gwanmun.auth.admin;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import io.gwanmun.auth.login.Guesses;
import io.gwanmun.auth.user.User;

/**
 * Somebody in an answer.
 *
 * @param effectiveRoles what tokens say: their own roles and those of their groups
 * @param secondFactor whether they give a code at the login
 * @param signIns in how many browsers they are signed in
 * @param failures the guesses at their account in the last day that failed, by address; not there in lists
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record UserView(
        String id,
        String name,
        @Nullable String email,
        boolean emailVerified,
        @Nullable String givenName,
        @Nullable String familyName,
        @Nullable String locale,
        boolean enabled,
        boolean hasPassword,
        Set<String> roles,
        Set<String> groups,
        Set<String> effectiveRoles,
        Instant created,
        @Nullable Boolean secondFactor,
        @Nullable Integer signIns,
        @Nullable List<Guesses.Count> failures) {

    static UserView of(User user) {
        return of(user, null, null, null);
    }

    static UserView of(
            User user,
            @Nullable Boolean secondFactor,
            @Nullable Integer signIns,
            @Nullable List<Guesses.Count> failures) {
        return new UserView(
                user.id(),
                user.name(),
                user.profile().email(),
                user.profile().emailVerified(),
                user.profile().givenName(),
                user.profile().familyName(),
                user.profile().locale(),
                user.enabled(),
                user.hasPassword(),
                new TreeSet<>(user.roles()),
                new TreeSet<>(user.groups()),
                new TreeSet<>(user.toPerson().roles()),
                user.created(),
                secondFactor,
                signIns,
                failures);
    }
}

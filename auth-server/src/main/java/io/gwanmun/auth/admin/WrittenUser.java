package io.gwanmun.auth.admin;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.gwanmun.auth.user.Names;
import io.gwanmun.auth.user.Profile;
import io.gwanmun.auth.user.UnfitException;
import io.gwanmun.auth.user.UserDraft;

/**
 * Somebody as an admin writes them.
 *
 * @param name what they log in with
 * @param emailVerified whether mail to the address is known to reach them; false when left out
 * @param enabled whether they may log in; true when left out
 * @param password their first password; only when they are made
 */
record WrittenUser(
        @Nullable String name,
        @Nullable String email,
        @Nullable Boolean emailVerified,
        @Nullable String givenName,
        @Nullable String familyName,
        @Nullable String locale,
        @Nullable Boolean enabled,
        @Nullable List<String> roles,
        @Nullable List<String> groups,
        @Nullable String password) {

    UserDraft draft() {
        if (name == null) {
            throw new UnfitException("name", "nothing", Names.NAME);
        }
        Profile profile = new Profile(email, Boolean.TRUE.equals(emailVerified), givenName, familyName, locale);
        return new UserDraft(name, profile, !Boolean.FALSE.equals(enabled), set(roles), set(groups));
    }

    @Override
    public String toString() {
        return "WrittenUser[" + name + "]";
    }

    private static Set<String> set(@Nullable List<String> names) {
        return names == null ? Set.of() : Set.copyOf(names);
    }
}

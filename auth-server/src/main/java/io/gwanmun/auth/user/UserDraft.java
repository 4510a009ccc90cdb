package io.gwanmun.auth.user;

import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What somebody is to be, as an admin or they themselves wrote it.
 *
 * @param name what they log in with
 * @param profile what else is known of them
 * @param enabled whether they may log in
 * @param roles the roles they get themselves
 * @param groups the groups they are in
 */
public record UserDraft(String name, Profile profile, boolean enabled, Set<String> roles, Set<String> groups) {

    /** Copies what it is given and checks names, lengths and forms. */
    public UserDraft {
        roles = Set.copyOf(roles);
        groups = Set.copyOf(groups);
        if (!Names.isName(name)) {
            throw new UnfitException("name", name, Names.NAME);
        }
        String email = profile.email();
        if (email != null && !Names.isEmail(email)) {
            throw new UnfitException("email", email, Names.EMAIL);
        }
        checkNames(profile.givenName(), profile.familyName());
        checkLength("locale", profile.locale(), 35);
    }

    static void checkNames(@Nullable String givenName, @Nullable String familyName) {
        checkLength("givenName", givenName, 100);
        checkLength("familyName", familyName, 100);
    }

    private static void checkLength(String field, @Nullable String value, int most) {
        if (value != null
                && (value.isBlank() || value.length() > most || value.chars().anyMatch(Character::isISOControl))) {
            throw new UnfitException(field, value, "1 to " + most + " characters, none of them a control character");
        }
    }
}

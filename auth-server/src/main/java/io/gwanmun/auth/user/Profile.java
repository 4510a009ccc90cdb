package io.gwanmun.auth.user;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a person beside their name.
 *
 * @param email where mail reaches them
 * @param emailVerified whether they showed that mail to that address reaches them
 * @param givenName their given name
 * @param familyName their family name
 * @param locale the language they read, as a BCP 47 tag
 */
public record Profile(
        @Nullable String email,
        boolean emailVerified,
        @Nullable String givenName,
        @Nullable String familyName,
        @Nullable String locale) {

    /** Of whom nothing is known. */
    public static final Profile EMPTY = new Profile(null, false, null, null, null);

    /** An address that is not there is not verified. */
    public Profile {
        emailVerified = emailVerified && email != null;
    }

    /** Returns this with another address. */
    public Profile withEmail(@Nullable String email, boolean verified) {
        return new Profile(email, verified, givenName, familyName, locale);
    }

    /** Returns the standard claims of OpenID Connect Core section 5.1 that are known, for a person of this user name. */
    public Map<String, Object> claims(String userName) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("preferred_username", userName);
        put(claims, "given_name", givenName);
        put(claims, "family_name", familyName);
        put(claims, "locale", locale);
        put(claims, "name", fullName());
        put(claims, "email", email);
        if (email != null) {
            claims.put("email_verified", emailVerified);
        }
        return claims;
    }

    private @Nullable String fullName() {
        String full = Stream.of(Optional.ofNullable(givenName), Optional.ofNullable(familyName))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" "));
        return full.isEmpty() ? null : full;
    }

    private static void put(Map<String, Object> claims, String name, @Nullable Object value) {
        if (value != null) {
            claims.put(name, value);
        }
    }
}

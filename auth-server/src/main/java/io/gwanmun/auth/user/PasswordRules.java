package io.gwanmun.auth.user;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;

/**
 * Which passwords can be chosen: 12 to 256 characters (NIST SP 800-63B section 3.1.1.2 asks for length, not for kinds of characters), not
 * the person's own name, not one of the first that anybody would guess.
 *
 * <p>The list of common passwords is short, since most of those that leak are shorter than 12 characters and refused for that. It is no
 * replacement for a list of leaked passwords.
 */
public final class PasswordRules {

    /** The shortest, in characters (code points). */
    public static final int LEAST = 12;

    /** The longest, in UTF-16 units. A longer one is refused before anything is made of it. */
    public static final int MOST = 256;

    private static final Set<String> COMMON = Set.of(
            "password1234",
            "passwordpassword",
            "password12345",
            "password123456",
            "qwertyuiop123",
            "qwertyuiop[]",
            "qwertyuiopas",
            "qwertyuiopasdfghjkl",
            "1q2w3e4r5t6y",
            "1qaz2wsx3edc",
            "zaq12wsxcde3",
            "iloveyou1234",
            "iloveyouforever",
            "letmein12345",
            "letmeinplease",
            "welcome12345",
            "administrator",
            "administrator1",
            "admin1234567",
            "changeme1234",
            "changemenow1",
            "correcthorsebatterystaple",
            "correct horse battery staple",
            "trustno1trustno1",
            "abcdefghijkl",
            "abcdefghijklm",
            "abcd12345678",
            "asdfghjkl123",
            "asdfghjkl;'\\",
            "123qweasdzxc",
            "qweasdzxc123",
            "1234qwerasdf",
            "dragon123456",
            "monkey123456",
            "football1234",
            "baseball1234",
            "princess1234",
            "sunshine1234",
            "superman1234",
            "supersecret1",
            "secretsecret",
            "summer2024!!",
            "summer2025!!",
            "summer2026!!",
            "winter2024!!",
            "winter2025!!",
            "winter2026!!",
            "p@ssw0rd1234",
            "p@ssword1234",
            "passw0rd1234",
            "starwars1234",
            "whatever1234",
            "michael12345",
            "jennifer1234",
            "gwanmungwanmun");

    private PasswordRules() {}

    /**
     * Returns a password in the one spelling that is hashed: RFC 8265 section 4.2 (OpaqueString), every space an ASCII one, then NFC.
     * Compatibility forms stay as they are, as folding them would make different passwords equal.
     */
    static String spelled(String password) {
        return Normalizer.normalize(password.replaceAll("\\p{Zs}", " "), Normalizer.Form.NFC);
    }

    /**
     * Checks a password that somebody wants to have.
     *
     * @throws UnfitException if it cannot be one; the message does not hold it
     */
    public static void check(String password, String name) {
        int length = password.codePointCount(0, Math.min(password.length(), MOST + 1));
        if (password.length() > MOST || length < LEAST) {
            throw new UnfitException("password", "one of another length", LEAST + " to " + MOST + " characters");
        }
        String plain = spelled(password).toLowerCase(Locale.ROOT);
        boolean guessable = COMMON.contains(plain)
                || plain.codePoints().distinct().count() < 4
                || isRun(plain)
                || plain.replace(Names.key(name), "").length() < LEAST / 2;
        if (guessable) {
            throw new UnfitException(
                    "password",
                    "one that is easy to guess",
                    "one that is neither common, nor a row of keys, nor your name");
        }
    }

    /** Characters that follow each other, such as 123456789012 and fedcba987654. */
    private static boolean isRun(String plain) {
        int steps = 0;
        for (int i = 1; i < plain.length(); i++) {
            int step = Math.abs(plain.charAt(i) - plain.charAt(i - 1));
            steps += step == 1 || step == 9 ? 1 : 0;
        }
        return steps >= plain.length() - 2;
    }
}

package io.gwanmun.auth.user;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How names and addresses of people are written and compared.
 *
 * <p>Names are compared in Unicode's NFKC form and lower case, so that two people cannot look alike by case or width alone. A name holds
 * no {@code @}: otherwise one person's name could be another person's address, and both are taken at the login.
 */
public final class Names {

    /** What a name may look like, in words for people. */
    public static final String NAME = "1 to 64 letters, digits, '.', '_' and '-', the first a letter or digit";

    /** What an address may look like, in words for people. */
    public static final String EMAIL = "an e-mail address such as ann@example.com, at most 254 characters";

    private static final Pattern NAME_FORM = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}._-]{0,63}");
    private static final Pattern EMAIL_FORM = Pattern.compile(
            "[^\\s@\\p{Cntrl}\"<>(),:;\\\\]{1,64}@[\\p{L}\\p{N}]([\\p{L}\\p{N}.-]{0,180}[\\p{L}\\p{N}])?");

    private Names() {}

    /** Returns whether this can be somebody's name. */
    public static boolean isName(String name) {
        // Blanks at the ends do not count when names are compared, and would stand in tokens.
        return name.length() <= 64
                && name.equals(name.strip())
                && NAME_FORM.matcher(key(name)).matches();
    }

    /** Returns whether this looks like an e-mail address; whether it is one, only a mail can tell. */
    public static boolean isEmail(String email) {
        return email.length() <= 254
                && !email.contains("..")
                && EMAIL_FORM.matcher(email).matches();
    }

    /** Returns what a name or address is compared by. */
    public static String key(String name) {
        return Normalizer.normalize(name.strip(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }
}

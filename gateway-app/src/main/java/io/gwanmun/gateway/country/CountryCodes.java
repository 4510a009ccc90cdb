package io.gwanmun.gateway.country;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/** The countries there are: the officially assigned codes of ISO 3166-1 alpha-2, as the Java runtime knows them. */
final class CountryCodes {

    private static final int LETTERS = 26;
    private static final @Nullable String[] KNOWN = new @Nullable String[LETTERS * LETTERS];

    static {
        for (String code : Locale.getISOCountries()) {
            KNOWN[place(code.charAt(0), code.charAt(1))] = code;
        }
    }

    private CountryCodes() {}

    /** Returns the code that a text is, in capital letters; null when it is none. Nothing is made for the answer. */
    static @Nullable String find(CharSequence text) {
        if (text.length() != 2) {
            return null;
        }
        int place = place(capital(text.charAt(0)), capital(text.charAt(1)));
        return place < 0 ? null : KNOWN[place];
    }

    /**
     * Returns a code as it is.
     *
     * @throws IllegalArgumentException when it is none, or not in capital letters
     */
    static String parse(String text) {
        String code = find(text);
        if (!text.equals(code)) {
            throw new IllegalArgumentException("country: " + text + " (expected: " + expected(text, code) + ")");
        }
        return text;
    }

    private static String expected(String text, @Nullable String code) {
        String known = text.equals("UK") ? "GB" : text.equals("EL") ? "GR" : code;
        String what = "a code of ISO 3166-1 in two capital letters, such as ";
        return what + (known == null ? "DE" : known);
    }

    private static char capital(char c) {
        return c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c;
    }

    private static int place(char first, char second) {
        boolean letters = first >= 'A' && first <= 'Z' && second >= 'A' && second <= 'Z';
        return letters ? (first - 'A') * LETTERS + second - 'A' : -1;
    }
}

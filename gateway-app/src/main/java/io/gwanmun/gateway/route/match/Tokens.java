package io.gwanmun.gateway.route.match;

/** Names that HTTP allows for methods, headers and cookies (RFC 9110 section 5.6.2). */
final class Tokens {

    private static final String MARKS = "!#$%&'*+-.^_`|~";

    private Tokens() {}

    /** Returns the name when it is a token; the kind of thing it names opens the message otherwise. */
    static String check(String kind, String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException(kind + ": \"\" (expected: a name)");
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!isAlphanumeric(c) && MARKS.indexOf(c) < 0) {
                throw new IllegalArgumentException(kind + ": \"" + name + "\" has a character at " + (i + 1)
                        + " that names cannot have (expected: letters, digits or " + MARKS + ")");
            }
        }
        return name;
    }

    static boolean isAlphanumeric(char c) {
        return isLetter(c) || (c >= '0' && c <= '9');
    }

    static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}

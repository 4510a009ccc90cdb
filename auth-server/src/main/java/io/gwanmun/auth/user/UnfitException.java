package io.gwanmun.auth.user;

/** Something that was written about people cannot be so: which field, what stood there, what was expected. */
public final class UnfitException extends IllegalArgumentException {

    private static final int SHOWN = 80;

    private final String field;
    private final String found;
    private final String expected;

    /** Names the field, what was found in it and what was expected, all for people to read. */
    public UnfitException(String field, String found, String expected) {
        super(field + ": " + shortened(found) + " (expected: " + expected + ")");
        this.field = field;
        this.found = shortened(found);
        this.expected = expected;
    }

    /** Returns the name of the field. */
    public String field() {
        return field;
    }

    /** Returns what stood there, shortened; never a secret. */
    public String found() {
        return found;
    }

    /** Returns what was expected. */
    public String expected() {
        return expected;
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}

package io.gwanmun.gateway.route.match;

/**
 * A host, path, value or pattern that cannot be read. The message is one sentence for the person who wrote it: the text, what
 * was found, where, and what was expected.
 */
public final class MatchSyntaxException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private static final int SHOWN = 60;

    private final int at;
    private final String found;
    private final String expected;

    /**
     * Says what is wrong with a text.
     *
     * @param text the whole text as written
     * @param at the character of {@code text} where the problem starts, counted from 1
     * @param found what stands there
     * @param expected what should stand there
     */
    MatchSyntaxException(String text, int at, String found, String expected) {
        super((text.isEmpty() ? "\"\"" : shortened(text)) + ": " + found + " at character " + at + " (expected: "
                + expected + ")");
        this.at = at;
        this.found = found;
        this.expected = expected;
    }

    /** Returns what stands there. */
    public String found() {
        return found;
    }

    /** Returns what should stand there. */
    public String expected() {
        return expected;
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN - 1) + "…";
    }

    /** Returns the character where the problem starts, counted from 1. */
    public int at() {
        return at;
    }
}

package io.gwanmun.gateway.api;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * One thing to mend in a file, with all that a person needs to mend it.
 *
 * @param place where to look
 * @param where the way to the value, such as {@code apis.users.routes.details}; empty when the file as a whole is meant
 * @param found what stands there
 * @param expected what should
 * @param hint a sentence that helps, such as {@code Did you mean "match"?}
 * @param line the text of the line in the file; null when not known yet, empty when it should not be shown
 */
public record Mistake(
        Place place,
        String where,
        String found,
        String expected,
        @Nullable String hint,
        @Nullable String line) implements Comparable<Mistake> {

    private static final int SHOWN = 60;
    private static final int LINE_SHOWN = 120;
    /** No part of a sentence is longer, whatever a file holds. */
    private static final int PART_SHOWN = 600;

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\u2028\\u2029\\p{Cs}]");
    private static final Comparator<Mistake> ORDER =
            Comparator.comparing(Mistake::place).thenComparing(Mistake::where).thenComparing(Mistake::found);

    /** Creates a mistake whose line is not known yet. */
    public Mistake(Place place, String where, String found, String expected, @Nullable String hint) {
        this(place, where, found, expected, hint, null);
    }

    /** Returns the same mistake, expecting something else. */
    public Mistake expecting(String other, @Nullable String otherHint) {
        return new Mistake(place, where, found, other, otherHint, line);
    }

    /** Returns the same mistake with the way to its value. */
    public Mistake at(Where way) {
        return new Mistake(place, way.toString(), found, expected, hint, line);
    }

    /** Returns the same mistake with the text of its line, unless the line is known or should not be shown. */
    public Mistake withLine(String text) {
        return line != null ? this : new Mistake(place, where, found, expected, hint, text);
    }

    @Override
    public int compareTo(Mistake other) {
        return ORDER.compare(this, other);
    }

    /** Returns the mistake in one line: place, way, found, expected, hint. */
    public String sentence() {
        return printable(place + ": " + (where.isEmpty() ? "" : capped(where) + ": ") + "found " + capped(found)
                + ", expected " + capped(expected) + (expected.endsWith(".") ? "" : ".")
                + (hint == null ? "" : " " + capped(hint)));
    }

    /** Returns the mistake in one to three lines: the sentence, then the line of the file with a mark below it. */
    public String rendered() {
        if (line == null || line.isBlank() || place.line() == 0) {
            return sentence();
        }
        int from = Math.max(0, place.column() - LINE_SHOWN);
        String shown = line.substring(Math.min(line.length(), from), Math.min(line.length(), from + LINE_SHOWN));
        String margin = "%6d | ".formatted(place.line());
        return sentence() + "\n" + margin + printable(shown) + "\n" + " ".repeat(margin.length() - 2) + "| "
                + " ".repeat(Math.max(0, place.column() - 1 - from)) + "^";
    }

    /**
     * Returns mistakes as a text for a log or a terminal.
     *
     * @param mistakes what to show, in order
     * @param atMost how many are shown in full, 1 or more; the rest is counted
     */
    public static String rendered(List<Mistake> mistakes, int atMost) {
        String text = mistakes.stream().limit(atMost).map(Mistake::rendered).collect(Collectors.joining("\n"));
        return mistakes.size() <= atMost ? text : text + "\n… and " + (mistakes.size() - atMost) + " more";
    }

    private static String capped(String part) {
        return part.length() <= PART_SHOWN ? part : part.substring(0, PART_SHOWN - 1) + "…";
    }

    private static String printable(String text) {
        return UNPRINTABLE.matcher(text).replaceAll(" ");
    }

    static String shortened(String text) {
        String oneLine = text.replace("\r", "").replace("\n", "\\n").replace("\t", "\\t");
        return oneLine.length() <= SHOWN ? oneLine : oneLine.substring(0, SHOWN - 1) + "…";
    }
}

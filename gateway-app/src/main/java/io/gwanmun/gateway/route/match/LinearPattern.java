package io.gwanmun.gateway.route.match;

import java.util.ArrayDeque;
import java.util.Deque;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * Regular expressions that cannot hold up an event loop.
 *
 * <p>RE2 walks a value once and keeps up with all states of its program at the same time, so the work is at most the size of the
 * program times the length of the value (Russ Cox, "Regular Expression Matching Can Be Simple And Fast", 2007). Both are bounded
 * here, which keeps the worst case at a few milliseconds: programs have at most {@link #MAX_PROGRAM} instructions, and a value is
 * looked at only when its length times the size of the program stays below {@link #MAX_STEPS}. As counted repetitions are
 * written out in the program, their product is estimated before anything is compiled.
 */
final class LinearPattern {

    /** The most characters a value may have to be fitted by any pattern. */
    static final int MAX_VALUE = 8_192;

    /** The most instructions a program may have. */
    static final int MAX_PROGRAM = 500;

    /** The most instructions times characters a test may take. */
    static final int MAX_STEPS = 500_000;

    private static final int MAX_TEXT = 1_000;
    private static final long MAX_ESTIMATE = 10_000;

    private LinearPattern() {}

    /** Compiles an expression; {@link MatchSyntaxException} when it cannot be read or is too large. */
    static Pattern parse(String regex) {
        if (regex.length() > MAX_TEXT) {
            throw new MatchSyntaxException(
                    regex.substring(0, 40) + "...",
                    1,
                    regex.length() + " characters",
                    "a pattern of at most " + MAX_TEXT);
        }
        if (estimate(regex) > MAX_ESTIMATE) {
            throw tooLarge(regex);
        }
        Pattern pattern;
        try {
            pattern = Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            int at = e.getPattern() == null ? -1 : regex.indexOf(e.getPattern());
            throw new MatchSyntaxException(
                    regex, Math.max(at, 0) + 1, e.getDescription(), "a regular expression in the syntax of RE2");
        }
        if (pattern.programSize() > MAX_PROGRAM) {
            throw tooLarge(regex);
        }
        return pattern;
    }

    /** Tells whether a pattern fits the whole of a value that is short enough for it. */
    static boolean fits(Pattern pattern, String value) {
        return value.length() <= MAX_VALUE
                && (long) value.length() * pattern.programSize() <= MAX_STEPS
                && pattern.matches(value);
    }

    private static MatchSyntaxException tooLarge(String regex) {
        return new MatchSyntaxException(
                regex, 1, "a pattern that grows too large", "fewer alternatives and smaller counts in braces");
    }

    /** Returns at least about how many characters the expression has when its counted repetitions are written out. */
    private static long estimate(String regex) {
        Deque<Long> outer = new ArrayDeque<>();
        long size = 0;
        long atom = 0;
        int i = 0;
        while (i < regex.length() && size <= MAX_ESTIMATE) {
            char c = regex.charAt(i);
            int next = i + 1;
            if (c == '(') {
                outer.push(size);
                size = 0;
                atom = 0;
            } else if (c == ')' && !outer.isEmpty()) {
                atom = size + 1;
                size = outer.pop() + atom;
            } else if (c == '{') {
                long grown = atom * Math.max(1, largestCount(regex, i));
                size += grown - atom;
                atom = grown;
            } else if (c == '[') {
                next = Math.max(next, endOfClass(regex, i));
                atom = 1;
                size++;
            } else {
                next = c == '\\' ? endOfEscape(regex, i) : next;
                atom = next - i;
                size += atom;
            }
            i = next;
        }
        return size + outer.stream().mapToLong(Long::longValue).sum();
    }

    private static int endOfEscape(String regex, int at) {
        if (regex.startsWith("\\Q", at)) {
            int end = regex.indexOf("\\E", at);
            return end < 0 ? regex.length() : end + 2;
        }
        return Math.min(at + 2, regex.length());
    }

    private static int endOfClass(String regex, int at) {
        int i = at + 1;
        i += regex.startsWith("^", i) ? 1 : 0;
        i += regex.startsWith("]", i) ? 1 : 0;
        while (i < regex.length() && regex.charAt(i) != ']') {
            int inner = regex.startsWith("[:", i) ? regex.indexOf(":]", i) : -1;
            i = inner > 0 ? inner + 2 : i + (regex.charAt(i) == '\\' ? 2 : 1);
        }
        return i + 1;
    }

    private static long largestCount(String regex, int at) {
        long largest = 0;
        long number = 0;
        for (int i = at + 1; i < regex.length(); i++) {
            char c = regex.charAt(i);
            if (c >= '0' && c <= '9') {
                number = Math.min(MAX_ESTIMATE, number * 10 + c - '0');
                largest = Math.max(largest, number);
            } else if (c == ',') {
                number = 0;
            } else {
                return c == '}' ? largest : 1;
            }
        }
        return 1;
    }
}

package io.gwanmun.gateway.api.yaml;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.api.Place;

/**
 * Finds the quote that was opened and not closed, so that the next quote further down closed it and the parser complains
 * there: text follows where the value should have ended.
 */
final class OpenQuote {

    private static final String BEFORE = ":-[{,?";
    private static final String BEHIND = ",]}:#";

    private OpenQuote() {}

    /** Returns where the quote was opened whose end, lines below, is what the parser complains about; null if none is. */
    static @Nullable Place before(String file, String text, Place complaint) {
        int line = 1;
        int start = 0;
        char last = ':';
        for (int i = 0; i < text.length() && line <= complaint.line(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                line++;
                start = i + 1;
                last = ':';
            } else if (c == '#' && (i == start || text.charAt(i - 1) == ' ')) {
                i = lineEnd(text, i) - 1;
            } else if ((c == '"' || c == '\'') && BEFORE.indexOf(last) >= 0) {
                int end = end(text, i);
                int below = end < 0
                        ? 0
                        : (int) text.substring(i, end)
                                .chars()
                                .filter(one -> one == '\n')
                                .count();
                if (end < 0 || below > 0 && line + below >= complaint.line() - 1 && goesOn(text, end + 1)) {
                    return end < 0 ? null : new Place(file, line, i - start + 1);
                }
                line += below;
                start = below > 0 ? text.lastIndexOf('\n', end) + 1 : start;
                i = end;
                last = c;
            } else if (c != ' ') {
                last = c;
            }
        }
        return null;
    }

    private static boolean goesOn(String text, int at) {
        int next = at;
        while (next < text.length() && (text.charAt(next) == ' ' || text.charAt(next) == '\r')) {
            next++;
        }
        return next < text.length() && text.charAt(next) != '\n' && BEHIND.indexOf(text.charAt(next)) < 0;
    }

    private static int end(String text, int from) {
        char quote = text.charAt(from);
        for (int i = from + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && quote == '"') {
                i++;
            } else if (c == quote && quote == '\'' && i + 1 < text.length() && text.charAt(i + 1) == quote) {
                i++;
            } else if (c == quote) {
                return i;
            }
        }
        return -1;
    }

    private static int lineEnd(String text, int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }
}

package io.gwanmun.gateway.api.yaml;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.api.Mistake;
import io.gwanmun.gateway.api.Place;

/** Finds the cause of what the parser only notices later, by looking at the lines themselves. */
final class Slip {

    private static final Pattern CONFLICT = Pattern.compile("(<<<<<<<|>>>>>>>)( .*)?");
    private static final Pattern ODD_SPACE = Pattern.compile(" *([\\u00A0\\u2000-\\u200A\\u202F\\u3000]).*:( .*)?");
    private static final Pattern NO_SPACE = Pattern.compile(" *(?:- )?[A-Za-z][A-Za-z0-9_-]*:(?!//)[^ :\"'][^:]*");
    private static final Pattern NO_DASH_SPACE = Pattern.compile(" *-[A-Za-z{\"'].*");
    private static final Pattern TYPOGRAPHIC = Pattern.compile(".*[:\\[{,-] *([\u201C\u201D\u201E\u2018\u2019]).*");

    private final String file;
    private final String text;
    private final List<String> lines;

    Slip(String file, String text) {
        this.file = file;
        this.text = text;
        this.lines = text.lines().toList();
    }

    /** Returns the cause of what the parser says, or what it says when nothing better is known. */
    Mistake behind(Mistake told) {
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (CONFLICT.matcher(line).matches()) {
                return mistake(i, 0, "a merge conflict that is not resolved", "one of its two sides", null);
            }
            Matcher odd = ODD_SPACE.matcher(line);
            if (i < told.place().line() && odd.matches()) {
                String found = "the invisible character U+%04X"
                        .formatted((int) odd.group(1).charAt(0));
                return mistake(i, odd.start(1), found, "spaces for indentation", null);
            }
        }
        Place quote = OpenQuote.before(file, text, told.place());
        if (quote != null) {
            char sign = lines.get(quote.line() - 1).charAt(quote.column() - 1);
            String opened = "The " + sign + " opened at " + quote.line() + ":" + quote.column() + " is not closed.";
            return new Mistake(
                    quote, "", "a quote that is not closed", "a second " + sign + " in the same line", opened);
        }
        Mistake near = near(told.place().line() - 1);
        return near == null ? told : near;
    }

    private @Nullable Mistake near(int at) {
        for (int i = Math.min(at, lines.size() - 1); i >= Math.max(0, at - 1); i--) {
            String line = lines.get(i);
            if (NO_SPACE.matcher(line).matches()) {
                return mistake(
                        i, line.indexOf(':'), "a colon without a space behind it", "\"key: value\"", "Add the space.");
            }
            if (NO_DASH_SPACE.matcher(line).matches()) {
                return mistake(
                        i, line.indexOf('-'), "a dash without a space behind it", "\"- item\"", "Add the space.");
            }
            Matcher quotes = TYPOGRAPHIC.matcher(line);
            if (quotes.matches()) {
                String found = "the typographic quote " + quotes.group(1);
                return mistake(i, quotes.start(1), found, "straight quotes: \" or '", null);
            }
        }
        return null;
    }

    private Mistake mistake(int line, int column, String found, String expected, @Nullable String hint) {
        return new Mistake(new Place(file, line + 1, column + 1), "", found, expected, hint);
    }
}

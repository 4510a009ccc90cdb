package io.gwanmun.gateway.api.yaml;

import java.util.List;

import io.gwanmun.gateway.api.Mistake;
import io.gwanmun.gateway.api.Place;

/** Says why a colon cannot stand where it stands, from the line it is on and the line above. */
final class Colons {

    private Colons() {}

    static Mistake mistake(Place at, String text) {
        List<String> lines = text.lines().limit(at.line()).toList();
        // The parser also counts U+0085, U+2028 and U+2029 as line breaks.
        String line = at.line() <= lines.size() ? lines.get(at.line() - 1) : "";
        int colon = line.indexOf(": ");
        if (colon >= 0 && colon < at.column() - 1) {
            return new Mistake(
                    at,
                    "",
                    "a second colon in one line",
                    "text with a colon in quotes",
                    "Put quotes around the value.");
        }
        int above = Math.min(lines.size(), at.line() - 1) - 1;
        while (above >= 0 && isEmpty(lines.get(above))) {
            above--;
        }
        if (above >= 0 && !lines.get(above).contains(":")) {
            Place end = new Place(
                    at.file(), above + 1, lines.get(above).stripTrailing().length() + 1);
            return new Mistake(end, "", "a key without a colon", "a colon here, as more indented lines follow", null);
        }
        return new Mistake(
                new Place(at.file(), at.line(), indentation(line) + 1),
                "",
                "a line indented deeper than the line above, which already holds a value",
                "the same number of spaces as its neighbours",
                null);
    }

    private static boolean isEmpty(String line) {
        return line.isBlank() || line.stripLeading().startsWith("#");
    }

    private static int indentation(String line) {
        return line.length() - line.stripLeading().length();
    }
}

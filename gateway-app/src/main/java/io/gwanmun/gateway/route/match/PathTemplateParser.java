package io.gwanmun.gateway.route.match;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.gwanmun.gateway.route.match.PathTemplate.Kind;
import io.gwanmun.gateway.route.match.PathTemplate.Segment;

/** Reads one {@link PathTemplate}, segment by segment from the left. */
final class PathTemplateParser {

    private static final int MAX_LENGTH = 2_048;
    /** What a segment of a canonical path has as it is, besides letters and digits. */
    private static final String MARKS = "-._~!$&'()*+,=:@";

    private final String text;
    private final boolean again;
    private final List<Segment> segments = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    /**
     * Creates a parser.
     *
     * @param text the template
     * @param again whether a parameter may stand more than once
     */
    PathTemplateParser(String text, boolean again) {
        this.text = text;
        this.again = again;
    }

    PathTemplate parse() {
        if (!text.startsWith("/")) {
            throw wrong(0, text.isEmpty() ? "nothing" : quoted(0), "a path that starts with /");
        }
        if (text.length() > MAX_LENGTH) {
            throw new MatchSyntaxException(
                    text.substring(0, 40) + "...", 1, text.length() + " characters", "a path of at most " + MAX_LENGTH);
        }
        int slash = 0;
        while (slash < text.length()) {
            int next = text.indexOf('/', slash + 1);
            int end = next < 0 ? text.length() : next;
            read(slash + 1, end);
            slash = end;
        }
        return new PathTemplate(text, segments);
    }

    private void read(int start, int end) {
        if (!segments.isEmpty() && segments.get(segments.size() - 1).kind() == Kind.REST) {
            throw wrong(
                    start - 1,
                    "more behind {" + segments.get(segments.size() - 1).text() + "...}",
                    "a parameter with dots as the last segment only, {name} for one segment before it");
        }
        if (segments.size() == PathTemplate.MAX_SEGMENTS) {
            throw wrong(start, "one segment more", "at most " + PathTemplate.MAX_SEGMENTS + " segments");
        }
        if (start == end && end < text.length()) {
            throw wrong(start, "an empty segment", "at least one character between two slashes");
        }
        checkForeign(text.substring(start, end), start);
        boolean hasBrace = text.substring(start, end).chars().anyMatch(c -> c == '{' || c == '}');
        segments.add(hasBrace ? parameter(start, end) : new Segment(Kind.LITERAL, literal(start, end)));
    }

    private Segment parameter(int start, int end) {
        String segment = text.substring(start, end);
        checkBraces(segment, start);
        boolean rest = segment.endsWith("...}");
        String name = segment.substring(1, segment.length() - (rest ? 4 : 1));
        checkName(name, start + 1);
        if (!names.add(name) && !again) {
            throw wrong(start, "{" + name + "} for the second time", "a name of its own for each parameter");
        }
        return new Segment(rest ? Kind.REST : Kind.PARAMETER, name);
    }

    private void checkBraces(String segment, int start) {
        if (segment.indexOf('}') < 0) {
            throw wrong(start + segment.indexOf('{'), "a { that is not closed", "a } in the same segment");
        }
        if (segment.indexOf('{') < 0) {
            throw wrong(start + segment.indexOf('}'), "a } without a {", "{name} between slashes");
        }
        int colon = segment.indexOf(':');
        if (segment.startsWith("{") && colon > 0 && colon < segment.indexOf('}')) {
            throw wrong(
                    start + colon,
                    "a pattern behind a name",
                    segment.substring(0, colon) + "} alone, as there are no patterns in paths");
        }
        if (!segment.startsWith("{") || segment.indexOf('}') != segment.length() - 1 || segment.lastIndexOf('{') != 0) {
            throw wrong(start, "a parameter with text beside it", "{name} alone: a parameter is a whole segment");
        }
    }

    /** Refuses what other gateways write for a parameter; here it would be a literal that nobody means. */
    private void checkForeign(String segment, int start) {
        if (segment.equals("*") || segment.equals("**")) {
            boolean last = start + segment.length() == text.length();
            throw wrong(
                    start,
                    segment + ", which stands for nothing here",
                    last
                            ? "/{rest...} for the rest of the path, or /{name} for one segment"
                            : "/{name} for one segment");
        }
        if (segment.startsWith(":")) {
            throw wrong(start, "a segment that begins with a colon", "/{" + foreignName(segment) + "} for a parameter");
        }
    }

    private static String foreignName(String segment) {
        String name = segment.substring(1);
        boolean fine = !name.isEmpty()
                && !Character.isDigit(name.charAt(0))
                && name.chars().allMatch(c -> Tokens.isAlphanumeric((char) c) || c == '_');
        return fine ? name : "name";
    }

    private void checkName(String name, int start) {
        if (name.isEmpty()) {
            throw wrong(start, "no name", "a name between the braces");
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean isFirst = Tokens.isLetter(c) || c == '_';
            if (!isFirst && (i == 0 || !(Tokens.isAlphanumeric(c) || c == '-'))) {
                throw wrong(
                        start + i,
                        quoted(start + i),
                        i == 0 ? "a name that starts with a letter or _" : "letters, digits, _ and - in a name");
            }
        }
    }

    private String literal(int start, int end) {
        StringBuilder canonical = new StringBuilder(end - start);
        int i = start;
        while (i < end) {
            char c = text.charAt(i);
            if (c == '%') {
                escape(i, end, canonical);
                i += 3;
            } else if (c > 127) {
                int length = Character.charCount(text.codePointAt(i));
                encode(i, Math.min(end, i + length), canonical);
                i += length;
            } else if (Tokens.isAlphanumeric(c) || MARKS.indexOf(c) >= 0) {
                canonical.append(c);
                i++;
            } else {
                throw wrong(
                        i,
                        quoted(i),
                        c == '?' || c == '#'
                                ? "a path alone, without query and fragment"
                                : c == ';' || c == '\\' || c < ' ' || c == 127
                                        ? "no character that is refused in every request"
                                        : String.format(Locale.ROOT, "%%%02X in its place", (int) c));
            }
        }
        String result = canonical.toString();
        if (result.equals(".") || result.equals("..")) {
            throw wrong(start, "the segment " + result, "a path without dot segments");
        }
        return result;
    }

    private void escape(int at, int end, StringBuilder canonical) {
        int high = at + 1 < end ? Character.digit(text.charAt(at + 1), 16) : -1;
        int low = at + 2 < end ? Character.digit(text.charAt(at + 2), 16) : -1;
        if (high < 0 || low < 0 || text.charAt(at + 1) > 127 || text.charAt(at + 2) > 127) {
            throw wrong(at, "'%'", "two hexadecimal digits behind %");
        }
        char c = (char) (high << 4 | low);
        if (c < ' ' || c == 127 || "/\\%;".indexOf(c) >= 0) {
            throw wrong(at, text.substring(at, at + 3), "no character that is refused in every request");
        }
        if (Tokens.isAlphanumeric(c) || MARKS.indexOf(c) >= 0) {
            canonical.append(c);
        } else {
            canonical.append('%').append(text.substring(at + 1, at + 3).toUpperCase(Locale.ROOT));
        }
    }

    private void encode(int start, int end, StringBuilder canonical) {
        if (Character.isSurrogate(text.charAt(start)) && end - start == 1) {
            throw wrong(start, "half a character", "text that can be written as UTF-8");
        }
        for (byte b : text.substring(start, end).getBytes(StandardCharsets.UTF_8)) {
            canonical.append(String.format(Locale.ROOT, "%%%02X", b));
        }
    }

    private String quoted(int at) {
        char c = text.charAt(at);
        return c < ' ' || c == 127
                ? String.format(Locale.ROOT, "the control character U+%04X", (int) c)
                : "'" + c + "'";
    }

    private MatchSyntaxException wrong(int at, String found, String expected) {
        return new MatchSyntaxException(text, at + 1, found, expected);
    }
}

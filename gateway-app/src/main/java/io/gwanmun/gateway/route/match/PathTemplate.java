package io.gwanmun.gateway.route.match;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * A path with parameters, such as {@code /users/{id}/orders} or {@code /files/{rest...}}.
 *
 * <ul>
 *   <li>A literal segment matches itself, with its case. It is brought to the form of canonical paths when it is read: unreserved
 *       characters are decoded, other escapes get upper-case digits, characters beyond ASCII become UTF-8 escapes.
 *   <li>{@code {name}} matches one whole segment of at least one character.
 *   <li>{@code {name...}} stands last and matches the rest, none or more segments: {@code /files/{rest...}} matches
 *       {@code /files}, {@code /files/} and {@code /files/a/b}.
 * </ul>
 * A final slash counts: {@code /users/} is not {@code /users}. Names start with a letter or {@code _}, go on with letters, digits,
 * {@code _} and {@code -}, and are unique in the template. Two templates are equal when they are written alike.
 */
public final class PathTemplate {

    /** The most segments of a template. */
    static final int MAX_SEGMENTS = 64;

    /** How specific a segment is, the most specific first. */
    enum Kind {
        LITERAL,
        PARAMETER,
        REST
    }

    /**
     * One segment.
     *
     * @param kind what it matches
     * @param text the literal in canonical form, or the name of the parameter
     */
    record Segment(Kind kind, String text) {}

    private final String text;
    private final List<Segment> segments;
    private final List<String> names;
    private final int[] positions;
    /** The literal text in front of each parameter, at last that behind the last one. */
    private final String[] chunks;

    PathTemplate(String text, List<Segment> segments) {
        this.text = text;
        this.segments = List.copyOf(segments);
        names = segments.stream()
                .filter(s -> s.kind() != Kind.LITERAL)
                .map(Segment::text)
                .toList();
        positions = new int[names.size()];
        chunks = new String[names.size() + 1];
        StringBuilder literal = new StringBuilder();
        int found = 0;
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            literal.append('/');
            if (segment.kind() == Kind.LITERAL) {
                literal.append(segment.text());
            } else {
                positions[found] = i;
                chunks[found++] = literal.toString();
                literal.setLength(0);
            }
        }
        chunks[found] = literal.toString();
    }

    /**
     * Reads a template.
     *
     * @throws MatchSyntaxException when it is none; the message says what was found at which character, and what was expected
     */
    public static PathTemplate parse(String text) {
        return new PathTemplateParser(text, false).parse();
    }

    /**
     * Reads a template that is only filled in and never matched: a parameter may stand in it more than once.
     *
     * @throws MatchSyntaxException when it is none, as {@link #parse}
     */
    public static PathTemplate parseTarget(String text) {
        return new PathTemplateParser(text, true).parse();
    }

    /** Returns the names of the parameters, from the left. */
    public List<String> names() {
        return names;
    }

    /** Tells whether the last segment is {@code {name...}}. */
    public boolean endsInRest() {
        return segments.get(segments.size() - 1).kind() == Kind.REST;
    }

    /**
     * Returns the path with parameters filled in, as they are: values are expected in their encoded form, and the value of
     * {@code {name...}} keeps its slashes. Where the rest had no segment, the slash in front of it goes, so that
     * {@code /new/{rest...}} makes {@code /new} of what {@code /old/{rest...}} matched as {@code /old}, and {@code /new/} of
     * {@code /old/}. The path has always at least its first slash.
     *
     * @throws IllegalArgumentException when a parameter is missing, or {@code {name}} would be empty; neither happens when
     *     {@link #whyNotFrom} has said nothing against the template that matched
     */
    public String expand(PathParameters params) {
        if (names.isEmpty()) {
            return chunks[0];
        }
        StringBuilder path = new StringBuilder(text.length() + 32);
        for (int i = 0; i < names.size(); i++) {
            path.append(chunks[i]);
            int index = params.indexOf(names.get(i));
            if (index < 0) {
                throw new IllegalArgumentException(
                        names.get(i) + ": no such parameter (expected: one of " + params.names() + ")");
            }
            if (!params.isNothing(index)) {
                params.appendTo(path, index);
            } else if (!isRest(i)) {
                throw new IllegalArgumentException(names.get(i) + ": \"\" (expected: at least one character)");
            } else if (path.length() > 1) {
                path.setLength(path.length() - 1);
            }
        }
        return path.append(chunks[names.size()]).toString();
    }

    /**
     * Returns why this template cannot be filled from what another one matches, or nothing when it can. It can when every
     * parameter here is one there and is written alike: {@code {name...}} there is {@code {name...}} here, and
     * {@code {name}} there is {@code {name}} here.
     */
    public Optional<Unfilled> whyNotFrom(PathTemplate source) {
        for (Segment segment : segments) {
            if (segment.kind() == Kind.LITERAL) {
                continue;
            }
            int index = source.names.indexOf(segment.text());
            if (index < 0) {
                return Optional.of(new Unfilled(
                        written(segment) + ", which is no parameter of " + source, source.parametersListed()));
            }
            Segment there = source.segments.get(source.positions[index]);
            if (segment.kind() != there.kind()) {
                String reason = there.kind() == Kind.REST ? " may have several segments" : " is one segment";
                return Optional.of(
                        new Unfilled(written(segment) + ", which" + reason + " in " + source, written(there)));
            }
        }
        return Optional.empty();
    }

    /** Returns the parameters as they are written, or that there is none. */
    public String parametersListed() {
        return names.isEmpty()
                ? "no parameter"
                : segments.stream()
                        .filter(segment -> segment.kind() != Kind.LITERAL)
                        .map(PathTemplate::written)
                        .distinct()
                        .collect(Collectors.joining(", "));
    }

    private static String written(Segment segment) {
        return "{" + segment.text() + (segment.kind() == Kind.REST ? "...}" : "}");
    }

    /**
     * A parameter that cannot be filled.
     *
     * @param found which, and why
     * @param expected what may stand in its place
     */
    public record Unfilled(String found, String expected) {}

    /** Returns the segments, at least one; a final slash is an empty literal at the end. */
    List<Segment> segments() {
        return segments;
    }

    /** Returns what a path that this template matches has in place of a parameter, -1 for a rest without segment. */
    int startOf(int parameter, String path) {
        int slash = 0;
        for (int i = positions[parameter]; i > 0; i--) {
            slash = path.indexOf('/', slash + 1);
            if (slash < 0) {
                return -1;
            }
        }
        return slash + 1;
    }

    /** Returns the end of a parameter that starts at an index of a path. */
    int endOf(int parameter, String path, int start) {
        int slash = isRest(parameter) ? -1 : path.indexOf('/', start);
        return slash < 0 ? path.length() : slash;
    }

    private boolean isRest(int parameter) {
        return segments.get(positions[parameter]).kind() == Kind.REST;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PathTemplate that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** Returns the template as it was written. */
    @Override
    public String toString() {
        return text;
    }
}

package io.gwanmun.gateway.api.yaml;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.reader.ReaderException;

import io.gwanmun.gateway.api.Mistake;
import io.gwanmun.gateway.api.Place;

/** Says in plain words what the YAML parser says in its own. */
final class PlainWords {

    private static final String QUOTE = "Put quotes around text that holds it.";

    private static final List<Phrase> PHRASES = List.of(
            new Phrase(
                    "(TAB)",
                    "",
                    false,
                    "a tab",
                    "spaces for indentation",
                    "Indent with spaces, as far as the lines beside it."),
            new Phrase(
                    "that cannot start any token",
                    "",
                    false,
                    "text that begins with @, ` or %",
                    "text in quotes",
                    null),
            new Phrase(
                    "sequence entries are not allowed",
                    "",
                    false,
                    "a dash behind a key",
                    "the list on the lines below the key, or in [ ]",
                    null),
            new Phrase(
                    "could not find expected ':'",
                    "",
                    true,
                    "a line without a colon",
                    "\"key: value\"",
                    "Check the colon, and the quotes and brackets of the lines above."),
            new Phrase(
                    "unexpected end of stream",
                    "quoted scalar",
                    true,
                    "a quote that is not closed",
                    "a second quote at the end of the text",
                    null),
            new Phrase(
                    "unexpected document separator",
                    "quoted scalar",
                    true,
                    "a quote that is not closed",
                    "a second quote at the end of the text",
                    null),
            new Phrase(
                    "escape",
                    "double-quoted scalar",
                    false,
                    "a backslash that YAML does not know",
                    "a doubled backslash in \" \", or text in ' '",
                    "In single quotes a backslash is just a backslash."),
            new Phrase(
                    "expected hexdecimal",
                    "double-quoted scalar",
                    false,
                    "a backslash that YAML does not know",
                    "a doubled backslash in \" \", or text in ' '",
                    null),
            new Phrase("", "scanning an alias", true, "text that begins with *", "text in quotes", null),
            new Phrase("", "scanning an anchor", true, "text that begins with &", "text in quotes", null),
            new Phrase("", "scanning a tag", true, "text that begins with !", "text in quotes", null),
            new Phrase(
                    "expected the node content, but found '<stream end>'",
                    "",
                    false,
                    "the end of the file",
                    "a ] or } that closes what was opened",
                    null),
            new Phrase(
                    "expected the node content",
                    "",
                    false,
                    "a comma or bracket where a value should stand",
                    "a value",
                    QUOTE),
            new Phrase("tag handle", "", true, "text that begins with !", "text in quotes", null),
            new Phrase(
                    "",
                    "scanning a block scalar",
                    true,
                    "| or > with more behind it",
                    "the text on the lines below",
                    null),
            new Phrase("", "directive", false, "a line that begins with %", "no directives", QUOTE));

    private PlainWords() {}

    static Mistake of(String file, MarkedYAMLException wrong, String text) {
        String problem = wrong.getProblem() == null ? "" : wrong.getProblem();
        String context = wrong.getContext() == null ? "" : wrong.getContext();
        Place at = place(file, wrong.getProblemMark());
        Place from = wrong.getContextMark() == null ? at : place(file, wrong.getContextMark());
        if (problem.contains("mapping values are not allowed")) {
            return Colons.mistake(at, text);
        }
        for (Phrase phrase : PHRASES) {
            if (problem.contains(phrase.problem) && context.contains(phrase.context)) {
                return new Mistake(phrase.fromStart ? from : at, "", phrase.found, phrase.expected, phrase.hint);
            }
        }
        if (context.contains("flow mapping") || context.contains("flow sequence")) {
            return flow(context.contains("mapping"), problem, from, at);
        }
        if (problem.contains("expected <block end>")) {
            return block(problem, at);
        }
        return new Mistake(
                at,
                "",
                "something that is not YAML",
                "\"key: value\" lines",
                problem.isEmpty() ? null : "The parser says: " + problem + ".");
    }

    private static Mistake flow(boolean mapping, String problem, Place from, Place at) {
        String open = mapping ? "{" : "[";
        String close = mapping ? "}" : "]";
        if (problem.contains("<stream end>") || problem.contains("<block end>") || at.line() > from.line()) {
            return new Mistake(from, "", "a " + open + " that is not closed", "a " + close + " that closes it", null);
        }
        return new Mistake(
                at,
                "",
                "something unexpected inside " + open + " " + close,
                "a comma or " + close,
                "Put quotes around text that holds { } [ ] or a comma; put a space after each colon.");
    }

    private static Mistake block(String problem, Place at) {
        if (problem.contains("<scalar>")) {
            return new Mistake(
                    at,
                    "",
                    "more text after a value that has ended",
                    "a new line",
                    "Put quotes around the whole text.");
        }
        if (problem.contains("'-'") || problem.contains("<block sequence start>") || problem.contains("block entry")) {
            return new Mistake(
                    at,
                    "",
                    "a dash among keys",
                    "keys only, or list items only, on one level",
                    "Check the indentation.");
        }
        if (problem.contains("'}'") || problem.contains("']'") || problem.contains("','")) {
            return new Mistake(at, "", "a bracket or comma too many", "the end of the value", QUOTE);
        }
        return new Mistake(
                at,
                "",
                "a line that is indented unlike the lines beside it",
                "the same number of spaces as its neighbours",
                null);
    }

    static Mistake of(String file, ReaderException wrong, String text) {
        int end = Math.min(
                text.length(),
                text.offsetByCodePoints(0, Math.min(wrong.getPosition(), text.codePointCount(0, text.length()))));
        int line = 1;
        int start = 0;
        for (int i = 0; i < end; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                start = i + 1;
            }
        }
        return new Mistake(
                new Place(file, line, end - start + 1),
                "",
                "the invisible character U+%04X".formatted(wrong.getCodePoint()),
                "printable text",
                null);
    }

    private static Place place(String file, @Nullable Mark mark) {
        return mark == null ? Place.of(file) : Nodes.place(file, mark);
    }

    /**
     * What the parser says and how we say it.
     *
     * @param problem a part of the parser's problem
     * @param context a part of what the parser was doing
     * @param fromStart whether the beginning of what it was doing is the place to look
     */
    private record Phrase(
            String problem,
            String context,
            boolean fromStart,
            String found,
            String expected,
            @Nullable String hint) {}
}

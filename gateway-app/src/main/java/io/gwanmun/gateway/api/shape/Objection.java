package io.gwanmun.gateway.api.shape;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.api.Mistake;
import io.gwanmun.gateway.api.Source;
import io.gwanmun.gateway.api.Where;

/**
 * Turns the message of an {@link IllegalArgumentException} into a mistake. Messages have the form
 * {@code name: value (expected: …)}; any other message is taken for a description of what is expected.
 */
final class Objection {

    private static final Pattern FORM = Pattern.compile("(?s)(.*?)\\s*\\(expected:? (.*)\\)\\.?");

    private static final Pattern CHARACTER = Pattern.compile("(?s).*?: (.+) at character ([0-9]+)");
    private static final int SHOWN = 200;

    private Objection() {}

    static Mistake of(IllegalArgumentException thrown, Source source, Where where, String usual) {
        String message = thrown instanceof NumberFormatException ? null : thrown.getMessage();
        if (message == null || message.isBlank()) {
            return new Mistake(source.place(), where.toString(), source.described(), usual, null);
        }
        String safe = withoutSecrets(message, source);
        Matcher form = FORM.matcher(safe);
        boolean single = source instanceof Source.Scalar;
        if (form.matches()) {
            String found = single ? source.described() : form.group(1);
            return new Mistake(
                    source.place(), where.toString(), shortened(found), form.group(2), look(form.group(1), source));
        }
        return new Mistake(source.place(), where.toString(), source.described(), safe, null);
    }

    /** Returns where in a single value to look, when the message says it. */
    private static @Nullable String look(String message, Source source) {
        String slip = Slips.inValue(source);
        if (slip != null) {
            return slip;
        }
        Matcher at = CHARACTER.matcher(message);
        return source instanceof Source.Scalar scalar && !scalar.isSecret() && at.matches()
                ? "Character " + at.group(2) + ": " + at.group(1) + "."
                : null;
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN - 1) + "…";
    }

    private static String withoutSecrets(String message, Source source) {
        String safe = message;
        if (source instanceof Source.Scalar scalar) {
            return scalar.isSecret() && !scalar.text().isEmpty() ? safe.replace(scalar.text(), "***") : safe;
        }
        if (source instanceof Source.Sequence sequence) {
            for (Source item : sequence.items()) {
                safe = withoutSecrets(safe, item);
            }
        }
        if (source instanceof Source.Mapping mapping) {
            for (Source.Entry entry : mapping.entries()) {
                safe = withoutSecrets(safe, entry.value());
            }
        }
        return safe;
    }

    static @Nullable String quoteHint(Source source) {
        if (source instanceof Source.Mapping mapping && mapping.entries().size() == 1) {
            Source.Entry only = mapping.entries().get(0);
            if (only.value() instanceof Source.Scalar scalar && scalar.kind() == Source.Kind.EMPTY) {
                return "If \"{" + only.key() + "}\" is meant, put quotes around the text.";
            }
        }
        if (source instanceof Source.Sequence sequence && sequence.items().size() == 1) {
            return "Only one value may stand here: write it without [ ] or the leading dash.";
        }
        return null;
    }
}

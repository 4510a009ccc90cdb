package io.gwanmun.gateway.api.shape;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.api.Source;

/** Knows characters that look right and are not, and a forgotten space. */
final class Slips {

    private static final String TYPOGRAPHIC = "\u201C\u201D\u201E\u2018\u2019\u201A\u00AB\u00BB";

    private Slips() {}

    /** Returns what is wrong with the letters of an unknown key, null when nothing is. */
    static @Nullable String inKey(String key) {
        if (!key.isEmpty() && Character.isSpaceChar(key.charAt(0)) && key.charAt(0) != ' ') {
            return "It is indented with the invisible character U+%04X; use spaces.".formatted((int) key.charAt(0));
        }
        if (key.length() > 1 && key.charAt(0) == '-' && Character.isLetter(key.charAt(1))) {
            return "Put a space behind the dash: - " + Quotes.flow(key.substring(1)) + ": …";
        }
        return quotes(key);
    }

    /** Returns what is wrong with the quotes around a value, null when nothing is. */
    static @Nullable String inValue(Source source) {
        return source instanceof Source.Scalar scalar && scalar.kind() == Source.Kind.PLAIN && !scalar.isSecret()
                ? quotes(scalar.text())
                : null;
    }

    /** Returns the hint for a list that was written as a mapping because its dashes have no space. */
    static @Nullable String inItems(Source source) {
        return source instanceof Source.Mapping mapping && !mapping.entries().isEmpty()
                ? inKey(mapping.entries().get(0).key())
                : null;
    }

    private static @Nullable String quotes(String text) {
        return !text.isEmpty() && TYPOGRAPHIC.indexOf(text.charAt(0)) >= 0
                ? "The quote " + text.charAt(0) + " is typographic: write \" in its place."
                : null;
    }
}

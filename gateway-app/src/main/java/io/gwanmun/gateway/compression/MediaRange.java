package io.gwanmun.gateway.compression;

import java.util.Locale;

import com.google.re2j.Pattern;

/**
 * Content types of one kind: {@code application/json}, {@code text/*}, or {@code application/*+json} for all that are built on
 * it. Parameters of a content type do not count, nor does its case.
 *
 * @param head what a type begins with
 * @param tail what a type ends with behind a {@code *}; empty when anything may stand there
 * @param isExact whether the head is the whole type
 */
record MediaRange(String head, String tail, boolean isExact) {

    private static final Pattern FORM = Pattern.compile("[a-z0-9!#$&^_.+-]+/(\\*(\\+[a-z0-9.-]+)?|[a-z0-9!#$&^_.+-]+)");

    /**
     * Reads a range.
     *
     * @throws IllegalArgumentException when it is none
     */
    static MediaRange parse(String text) {
        String small = text.toLowerCase(Locale.ROOT);
        if (!FORM.matcher(small).matches()) {
            throw new IllegalArgumentException(
                    "content type: " + text
                            + " (expected: a content type without parameters, as application/json, text/* or application/*+json)");
        }
        int star = small.indexOf('*');
        return star < 0
                ? new MediaRange(small, "", true)
                : new MediaRange(small.substring(0, star), small.substring(star + 1), false);
    }

    /** Tells whether a value of {@code Content-Type} is one of these. */
    boolean contains(String contentType) {
        int semicolon = contentType.indexOf(';');
        String type = (semicolon < 0 ? contentType : contentType.substring(0, semicolon))
                .strip()
                .toLowerCase(Locale.ROOT);
        return isExact
                ? type.equals(head)
                : type.length() > head.length() + tail.length() && type.startsWith(head) && type.endsWith(tail);
    }

    @Override
    public String toString() {
        return isExact ? head : head + '*' + tail;
    }
}

package io.gwanmun.gateway.network;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The elements of a header that is a list, the last one first: the nearest proxy wrote that one, whatever stands in front of it.
 * Reads no further than it is asked to, so what a caller made up costs nothing and breaks nothing.
 */
final class RightToLeft {

    private final List<String> lines;
    private final boolean quoted;
    private int line;
    private int end;

    /**
     * Creates a view of a header.
     *
     * @param lines the values of the header, in the order of its lines
     * @param quoted whether a comma in quotes is part of an element
     */
    RightToLeft(List<String> lines, boolean quoted) {
        this.lines = lines;
        this.quoted = quoted;
        this.line = lines.size() - 1;
        this.end = lines.isEmpty() ? -1 : lines.get(line).length();
    }

    /** Returns the next element to the left without the spaces around it, null when there is none. */
    @Nullable
    String next() {
        if (line < 0) {
            return null;
        }
        String text = lines.get(line);
        int comma = quoted ? commaOutsideQuotes(text) : text.lastIndexOf(',', end - 1);
        String element = text.substring(comma + 1, end).strip();
        end = comma;
        if (comma < 0) {
            line--;
            end = line < 0 ? -1 : lines.get(line).length();
        }
        return element;
    }

    private int commaOutsideQuotes(String text) {
        boolean inside = false;
        for (int i = end - 1; i >= 0; i--) {
            char c = text.charAt(i);
            if (c == '"' && !(inside && isEscaped(text, i))) {
                inside = !inside;
            } else if (c == ',' && !inside) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isEscaped(String text, int at) {
        int slashes = 0;
        while (at - slashes > 0 && text.charAt(at - slashes - 1) == '\\') {
            slashes++;
        }
        return slashes % 2 == 1;
    }
}

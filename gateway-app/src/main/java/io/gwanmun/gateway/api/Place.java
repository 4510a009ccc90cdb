package io.gwanmun.gateway.api;

import java.util.Comparator;

/**
 * Where something stands in a file.
 *
 * @param file the file as the operator would name it
 * @param line the line, from 1; 0 when the file as a whole is meant
 * @param column the column in characters, from 1; 0 when the file as a whole is meant
 */
public record Place(String file, int line, int column) implements Comparable<Place> {

    private static final Comparator<Place> ORDER =
            Comparator.comparing(Place::file).thenComparingInt(Place::line).thenComparingInt(Place::column);

    /** Returns the place of a whole file. */
    public static Place of(String file) {
        return new Place(file, 0, 0);
    }

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }

    /** Returns {@code file:line:column}, the form that terminals and editors open. */
    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line + ":" + column;
    }
}

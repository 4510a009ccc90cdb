package io.gwanmun.gateway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.gwanmun.gateway.api.Mistake;
import io.gwanmun.gateway.api.Place;

/** The lines of files that mistakes point at. */
final class FileLines {

    private final Map<String, List<String>> files = new HashMap<>();

    /** Returns mistakes with the lines they point at, where these are not known yet. */
    static List<Mistake> beside(List<Mistake> mistakes) {
        FileLines lines = new FileLines();
        return mistakes.stream()
                .map(mistake -> mistake.withLine(lines.at(mistake.place())))
                .toList();
    }

    /** Returns the line of a place, empty when there is none. */
    String at(Place place) {
        List<String> lines = files.computeIfAbsent(place.file(), FileLines::read);
        return place.line() > 0 && place.line() <= lines.size() ? lines.get(place.line() - 1) : "";
    }

    private static List<String> read(String file) {
        try {
            return Files.readAllLines(Path.of(file));
        } catch (IOException unreadable) {
            return List.of();
        }
    }
}

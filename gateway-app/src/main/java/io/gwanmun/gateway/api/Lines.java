package io.gwanmun.gateway.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts the lines of the files beside the mistakes. */
final class Lines {

    private Lines() {}

    /** Returns mistakes with the lines of the files as they are now. */
    static List<Mistake> shown(Mistakes mistakes) {
        Map<String, String> texts = new HashMap<>();
        mistakes.sorted()
                .forEach(mistake -> texts.computeIfAbsent(mistake.place().file(), Lines::text));
        return shown(mistakes, texts);
    }

    private static String text(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException | InvalidPathException unreadable) {
            return "";
        }
    }

    /** Returns mistakes with the lines of given texts. */
    static List<Mistake> shown(Mistakes mistakes, Map<String, String> texts) {
        Map<String, List<String>> lines = new HashMap<>();
        return mistakes.sorted().stream()
                .map(mistake -> {
                    String file = mistake.place().file();
                    List<String> all = lines.computeIfAbsent(
                            file, name -> texts.getOrDefault(name, "").lines().toList());
                    int line = mistake.place().line();
                    return line > 0 && line <= all.size() ? mistake.withLine(all.get(line - 1)) : mistake;
                })
                .toList();
    }
}

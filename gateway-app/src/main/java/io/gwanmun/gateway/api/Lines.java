package io.gwanmun.gateway.api;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts the lines of the files beside the mistakes. */
final class Lines {

    private Lines() {}

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

package io.gwanmun.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.gwanmun.bench.host.BenchException;

/**
 * The command line, split: words, options with a value ({@code --name value} or {@code --name=value}) and switches.
 */
final class Arguments {

    private final List<String> words = new ArrayList<>();
    private final Map<String, List<String>> values = new HashMap<>();

    private Arguments() {}

    /** Throws {@link BenchException} naming the first argument that is neither a known option nor a word. */
    static Arguments parse(String[] arguments, Set<String> options, Set<String> switches) {
        Arguments parsed = new Arguments();
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument : argument.substring(0, equals);
            if (!argument.startsWith("-")) {
                parsed.words.add(argument);
            } else if (switches.contains(argument)) {
                parsed.put(argument, "");
            } else if (!options.contains(name)) {
                throw new BenchException(argument + " (expected: an option that --help lists)");
            } else if (equals >= 0) {
                parsed.put(name, argument.substring(equals + 1));
            } else if (i + 1 < arguments.length) {
                i++;
                parsed.put(name, arguments[i]);
            } else {
                throw new BenchException(name + " (expected: a value after it)");
            }
        }
        return parsed;
    }

    List<String> words() {
        return List.copyOf(words);
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    List<String> all(String name) {
        return List.copyOf(values.getOrDefault(name, List.of()));
    }

    /** The value given last. */
    Optional<String> value(String name) {
        List<String> given = all(name);
        return given.isEmpty() ? Optional.empty() : Optional.of(given.get(given.size() - 1));
    }

    int number(String name, int otherwise, int least) {
        String text = value(name).orElse(Integer.toString(otherwise));
        try {
            int number = Integer.parseInt(text);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, together with numbers that are too small.
        }
        throw new BenchException("%s: %s (expected: a whole number from %d)".formatted(name, text, least));
    }

    private void put(String name, String value) {
        values.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }
}

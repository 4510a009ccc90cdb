package io.gwanmun.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What can be measured, by the words of the command line. */
enum Subset {
    PLAIN("Plain route at saturation", "a plain route, 1 KB bodies, as fast as it goes", true),
    RATE("Plain route at a fixed rate", "the same at a fixed rate: every request pays for its own wake-ups", true),
    LARGE("Plain route with large bodies", "the same as plain with 100 KB bodies", true),
    ROUTES("Many routes", "the last of many routes against the only one", true),
    RELOAD("Reload", "new routes while requests run", false),
    JWT(
            "JSON Web Tokens",
            "a plain route that needs a JWT with a role, of 10,000 callers, against the bare engine with nothing",
            false),
    REFERENCE(
            "Reference tokens",
            "the same as jwt with reference tokens, which the gateway looks up in Redis at their first use",
            false),
    EVERYTHING(
            "Everything on",
            "JWT, role, country of the client's address, metrics, request id and access log, against the bare engine and the"
                    + " plain proxies that are installed, all with nothing",
            false),
    START("Start", "from the start of the process to the first 200", true);

    private final String title;
    private final String sentence;
    private final boolean control;

    Subset(String title, String sentence, boolean control) {
        this.title = title;
        this.sentence = sentence;
        this.control = control;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String title() {
        return title;
    }

    /** Whether the bare engine can stand in for the gateway. */
    boolean hasControl() {
        return control;
    }

    static Optional<Subset> of(String word) {
        return Arrays.stream(values())
                .filter(subset -> subset.word().equals(word))
                .findFirst();
    }

    static List<Subset> withControl() {
        return Arrays.stream(values()).filter(Subset::hasControl).toList();
    }

    static String help() {
        return Arrays.stream(values())
                .map(subset -> "  %-10s %s".formatted(subset.word(), subset.sentence))
                .collect(Collectors.joining("\n"));
    }
}

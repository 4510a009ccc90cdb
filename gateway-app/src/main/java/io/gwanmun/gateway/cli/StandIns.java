package io.gwanmun.gateway.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.api.Grammar;
import io.gwanmun.gateway.api.Mistake;
import io.gwanmun.gateway.api.Reading;
import io.gwanmun.gateway.api.RevisionReader;
import io.gwanmun.gateway.api.Secrets;

/**
 * Reads a directory where no secret is at hand: every reference counts as present. What it leads to is not known, so a value
 * stands in for it, and when that does not fit where the reference stands, the next kind of value is tried: a URL, a word, a
 * number, a duration, a size, a truth. The values are never shown, as everything from a reference is masked.
 *
 * <p>A reference to a file is read as one to a variable of the same length, so that every column stays true.
 */
final class StandIns {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\$\\{|\\$\\{env:([A-Za-z_][A-Za-z0-9_]*)}");
    private static final Pattern FILE = Pattern.compile("\\$\\$\\{|\\$\\{file:(/[^}]+)}");
    private static final List<String> KINDS = List.of("http://unset.invalid/", "unset", "1", "1s", "1MB", "true");
    private static final int DEEPEST = 8;

    private final Grammar grammar;
    private final Map<String, Integer> kinds = new HashMap<>();

    StandIns(Grammar grammar) {
        this.grammar = grammar;
    }

    /** Returns what is written, as if every secret were there. */
    Reading read(Path directory) {
        Secrets secrets = Secrets.standIns(this::value);
        RevisionReader reader = new RevisionReader(grammar, secrets, InstantSource.system());
        Map<String, String> texts = textsWithFiles(directory);
        while (true) {
            Reading reading = texts.isEmpty() ? reader.read(directory) : reader.read(texts);
            if (!(reading instanceof Reading.Bad bad)) {
                return reading;
            }
            if (!tryOthers(bad.mistakes())) {
                return new Reading.Bad(withLinesAsWritten(bad.mistakes()));
            }
        }
    }

    /** Tells whether references to files are read as others, so that the id of the revision is another one. */
    static boolean changeId(Path directory) {
        return !textsWithFiles(directory).isEmpty();
    }

    /** Text carries the name, so that two different references are told apart. */
    private @Nullable String value(String name) {
        String kind = KINDS.get(kinds.getOrDefault(name, 0));
        return kind.endsWith("/") ? kind + name : kind;
    }

    private boolean tryOthers(List<Mistake> mistakes) {
        FileLines lines = new FileLines();
        boolean changed = false;
        for (Mistake mistake : mistakes) {
            Matcher matcher = REFERENCE.matcher(renamed(lines.at(mistake.place())));
            int from = Math.max(0, mistake.place().column() - 1);
            while (from >= 0 && matcher.find(from)) {
                String name = matcher.group(1);
                changed |= name != null && tryOther(name);
                from = name == null ? matcher.end() : -1;
            }
        }
        return changed;
    }

    private boolean tryOther(String name) {
        int next = kinds.getOrDefault(name, 0) + 1;
        if (next < KINDS.size()) {
            kinds.put(name, next);
        }
        return next < KINDS.size();
    }

    private static List<Mistake> withLinesAsWritten(List<Mistake> mistakes) {
        FileLines lines = new FileLines();
        return mistakes.stream()
                .map(mistake -> mistake.line() == null || mistake.line().isEmpty()
                        ? mistake
                        : new Mistake(
                                mistake.place(),
                                mistake.where(),
                                mistake.found(),
                                mistake.expected(),
                                mistake.hint(),
                                lines.at(mistake.place())))
                .toList();
    }

    private static String renamed(String text) {
        return FILE.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(
                        match.group(1) == null
                                ? match.group()
                                : "${env:_" + match.group(1).replaceAll("[^A-Za-z0-9]", "_") + "}"));
    }

    /** Returns all files when at least one of them refers to a file, and nothing otherwise. */
    private static Map<String, String> textsWithFiles(Path directory) {
        Map<String, String> texts = new TreeMap<>();
        boolean changed = false;
        try (Stream<Path> files = Files.walk(directory, DEEPEST, FileVisitOption.FOLLOW_LINKS)) {
            for (Path file : files.filter(file -> isRead(directory, file)).toList()) {
                String text = Files.readString(file);
                String renamed = renamed(text);
                changed |= !renamed.equals(text);
                texts.put(file.toString(), renamed);
            }
        } catch (IOException | UncheckedIOException unreadable) {
            return Map.of(); // the reader of the directory tells what is wrong with it
        }
        return changed ? texts : Map.of();
    }

    private static boolean isRead(Path directory, Path file) {
        for (Path name : directory.relativize(file)) {
            if (name.toString().startsWith(".")) {
                return false;
            }
        }
        String name = file.toString();
        return Files.isRegularFile(file) && (name.endsWith(".yaml") || name.endsWith(".yml"));
    }
}

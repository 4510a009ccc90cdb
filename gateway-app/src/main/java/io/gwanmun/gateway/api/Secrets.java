package io.gwanmun.gateway.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Puts secrets in the place of references: {@code ${env:NAME}} is a variable of the environment and
 * {@code ${file:/run/secrets/name}} the content of a file below one of the allowed directories, without its last line break.
 * A reference may be the whole of a value or a part of it; {@code $${} stands for {@code ${} itself. What came from a
 * reference is never shown. Remembers the files it read; not thread-safe.
 */
public final class Secrets {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\$\\{|\\$\\{([^}]*)(}?)");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final long LARGEST = 64 * 1024;
    private static final String ESCAPE = "Write $${ if the text itself holds ${.";
    private static final String FORMS = "${env:NAME} or ${file:/run/secrets/name}";

    private final Function<String, @Nullable String> variables;
    private final List<Path> directories;
    private final boolean known;
    private final Set<Path> filesRead = new LinkedHashSet<>();

    /**
     * Creates a source of secrets.
     *
     * @param variables answers the value of a variable of the environment, null when it is not set
     * @param directories where files with secrets may lie; empty refuses all files
     */
    public Secrets(Function<String, @Nullable String> variables, List<Path> directories) {
        this(variables, directories, true);
    }

    private Secrets(Function<String, @Nullable String> variables, List<Path> directories, boolean known) {
        this.variables = variables;
        this.known = known;
        this.directories = directories.stream()
                .map(directory -> directory.toAbsolutePath().normalize())
                .toList();
    }

    /** Returns a source that knows no secret. */
    public static Secrets none() {
        return new Secrets(name -> null, List.of());
    }

    /** Returns a source of values that stand in for variables nobody has at hand; what they are says nothing. */
    public static Secrets standIns(Function<String, @Nullable String> variables) {
        return new Secrets(variables, List.of(), false);
    }

    /** Returns whether the values are the secrets themselves, and not others in their place. */
    boolean areKnown() {
        return known;
    }

    /** Returns a value with its references resolved, or with the trouble of the first one that leads nowhere. */
    public Source.Scalar resolve(Source.Scalar scalar) {
        if (!scalar.text().contains("${")) {
            return scalar;
        }
        StringBuilder text = new StringBuilder();
        StringBuilder shown = new StringBuilder();
        Matcher matcher = REFERENCE.matcher(scalar.text());
        int from = 0;
        while (matcher.find()) {
            text.append(scalar.text(), from, matcher.start());
            shown.append(scalar.text(), from, matcher.start());
            from = matcher.end();
            if (matcher.group(1) == null) {
                text.append("${");
                shown.append("${");
                continue;
            }
            Found found = matcher.group(2).isEmpty()
                    ? Found.not("\"${\" without \"}\"", FORMS, ESCAPE)
                    : find(matcher.group(1));
            if (found.value() == null) {
                Mistake trouble = new Mistake(scalar.place(), "", found.found(), found.expected(), found.hint());
                return new Source.Scalar(scalar.place(), scalar.text(), scalar.kind(), scalar.text(), trouble);
            }
            text.append(found.value());
            shown.append("***");
        }
        text.append(scalar.text(), from, scalar.text().length());
        shown.append(scalar.text(), from, scalar.text().length());
        return new Source.Scalar(scalar.place(), text.toString(), scalar.kind(), shown.toString(), null);
    }

    /** Returns the files with secrets that were asked for since the last call and forgets them. */
    Set<Path> takeFilesRead() {
        Set<Path> taken = Set.copyOf(filesRead);
        filesRead.clear();
        return taken;
    }

    private Found find(String reference) {
        if (reference.startsWith("env:")) {
            return variable(reference.substring("env:".length()));
        }
        if (reference.startsWith("file:")) {
            return file(reference.substring("file:".length()));
        }
        String meant = VARIABLE.matcher(reference).matches() ? "Did you mean ${env:" + reference + "}? " : "";
        return Found.not("\"${" + Mistake.shortened(reference) + "}\"", FORMS, meant + ESCAPE);
    }

    private Found variable(String name) {
        if (!VARIABLE.matcher(name).matches()) {
            return Found.not("\"${env:" + Mistake.shortened(name) + "}\"", "${env:NAME}", null);
        }
        String value = variables.apply(name);
        return value == null || value.isEmpty()
                ? Found.not(
                        "a reference to the variable " + name + ", which is " + (value == null ? "not set" : "empty"),
                        "a variable of the gateway's environment",
                        null)
                : Found.is(value);
    }

    private Found file(String name) {
        String found = "a reference to the file " + Mistake.shortened(name);
        String allowed = directories.isEmpty() ? "no files, as no directory is allowed" : "a file below " + listed();
        try {
            Path path = Path.of(name).normalize();
            if (!path.isAbsolute() || directories.stream().noneMatch(path::startsWith)) {
                return Found.not(found, allowed, null);
            }
            filesRead.add(path);
            Path real = path.toRealPath();
            if (!isAllowed(real)) {
                return Found.not(found + ", a link that leads elsewhere", allowed, null);
            }
            if (Files.size(real) > LARGEST) {
                return Found.not(found + ", which is larger than 64 KB", "a smaller file", null);
            }
            String value = Files.readString(real, StandardCharsets.UTF_8).replaceFirst("\\r?\\n\\z", "");
            return value.isEmpty() ? Found.not(found + ", which is empty", "a secret", null) : Found.is(value);
        } catch (NoSuchFileException gone) {
            return Found.not(found + ", which does not exist", "a file that exists", null);
        } catch (IOException | InvalidPathException unreadable) {
            return Found.not(found + ", which cannot be read", "a text file in UTF-8", null);
        }
    }

    private String listed() {
        return directories.stream().map(Path::toString).collect(Collectors.joining(" or "));
    }

    private boolean isAllowed(Path real) throws IOException {
        for (Path directory : directories) {
            if (Files.isDirectory(directory) && real.startsWith(directory.toRealPath())) {
                return true;
            }
        }
        return false;
    }

    /** What a reference leads to: a value, or what is wrong with it. */
    private record Found(
            @Nullable String value,
            String found,
            String expected,
            @Nullable String hint) {

        static Found is(String value) {
            return new Found(value, "", "", null);
        }

        static Found not(String found, String expected, @Nullable String hint) {
            return new Found(null, found, expected, hint);
        }
    }
}

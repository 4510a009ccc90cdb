package io.gwanmun.bench.host;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds programs the bench needs but does not bring along. */
public final class Tools {

    private static final Pattern SEPARATOR = Pattern.compile(File.pathSeparator);
    private static final List<String> ALSO = List.of("/usr/local/sbin", "/usr/sbin", "/sbin");

    private Tools() {}

    /**
     * Looks on the {@code PATH} and in the folders of system programs.
     *
     * @param name the program's name
     * @return where it is; empty when it is not installed
     */
    public static Optional<Path> find(String name) {
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
        return Stream.concat(SEPARATOR.splitAsStream(path), ALSO.stream())
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Finds a program that cannot be done without.
     *
     * @param name the program's name
     * @param packageName the distribution's package that holds it
     * @return where it is
     * @throws BenchException naming the tool and its package, when it is not installed
     */
    public static Path require(String name, String packageName) {
        return find(name).orElseThrow(() -> missing(name, packageName));
    }

    /**
     * Says that a program is missing.
     *
     * @param name the program, or programs
     * @param packageName what to install
     * @return the failure, to be thrown
     */
    public static BenchException missing(String name, String packageName) {
        return new BenchException("missing tool: %s (install the package %s, for example: apt-get install %s)"
                .formatted(name, packageName, packageName));
    }
}

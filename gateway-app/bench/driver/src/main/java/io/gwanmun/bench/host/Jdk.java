package io.gwanmun.bench.host;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A Java installation that can run what is measured.
 *
 * @param java its {@code java} program
 * @param version its version
 * @param vendor who made it; empty when its {@code release} file does not say
 */
public record Jdk(Path java, Runtime.Version version, String vendor) {

    private static final Path USUAL_PLACE = Path.of("/usr/lib/jvm");

    /**
     * Finds the newest among the one running this, {@code JAVA_HOME} and {@code /usr/lib/jvm/*}.
     *
     * @return the newest installation at hand
     */
    public static Jdk newest() {
        return homes().map(Jdk::read)
                .flatMap(Optional::stream)
                .max(Comparator.comparing(Jdk::version))
                .orElseThrow(() -> new BenchException("no Java installation found; name one with --java"));
    }

    /**
     * Takes the installation a person named.
     *
     * @param place its home, or its {@code java} program
     * @return the installation
     * @throws BenchException when there is none
     */
    public static Jdk at(Path place) {
        Path home = Files.isDirectory(place)
                ? place
                : resolved(place).resolve("../..").normalize();
        return read(home)
                .orElseThrow(() -> new BenchException("--java: " + place
                        + " (expected: a Java home with bin/java and a release file, or its bin/java)"));
    }

    static Optional<Jdk> read(Path home) {
        Path java = home.resolve("bin/java");
        Path release = home.resolve("release");
        if (!Files.isExecutable(java) || !Files.isReadable(release)) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(release)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new BenchException("cannot read " + release, e);
        }
        String version = unquoted(properties, "JAVA_VERSION");
        return version.isEmpty()
                ? Optional.empty()
                : Optional.of(new Jdk(java, Runtime.Version.parse(version), unquoted(properties, "IMPLEMENTOR")));
    }

    private static Stream<Path> homes() {
        return Stream.concat(
                Stream.of(
                                Optional.ofNullable(System.getProperty("java.home")),
                                Optional.ofNullable(System.getenv("JAVA_HOME")))
                        .flatMap(Optional::stream)
                        .map(Path::of),
                installed().stream());
    }

    private static List<Path> installed() {
        if (!Files.isDirectory(USUAL_PLACE)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(USUAL_PLACE)) {
            return folders.toList();
        } catch (IOException e) {
            throw new BenchException("cannot list " + USUAL_PLACE, e);
        }
    }

    private static Path resolved(Path program) {
        try {
            return program.toRealPath();
        } catch (IOException e) {
            throw new BenchException("--java: " + program + " (expected: an existing file)", e);
        }
    }

    private static String unquoted(Properties properties, String name) {
        return properties.getProperty(name, "").replace("\"", "");
    }

    @Override
    public String toString() {
        return ("Java " + version + " " + vendor).strip();
    }
}

package io.gwanmun.bench.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where the bench works: a temporary folder and the processes started from it. Closing it stops the processes, last
 * started first, and removes the folder; so does the end of this program, Ctrl-C included.
 */
public final class Workshop implements AutoCloseable {

    /** Variables by which a surrounding set-up would change what is measured. */
    private static final List<String> UNWANTED = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    private static final List<String> UNWANTED_BEGINNINGS = List.of("SPRING_", "SERVER_", "MANAGEMENT_", "GATEWAY_");

    private final Path folder;
    private final Deque<Child> children = new ArrayDeque<>();
    private int folders;
    private boolean closed;

    private Workshop(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes the temporary folder and sees to its removal.
     *
     * @return an empty workshop
     */
    public static Workshop open() {
        try {
            Workshop workshop = new Workshop(Files.createTempDirectory("gwanmun-bench-"));
            Runtime.getRuntime().addShutdownHook(new Thread(workshop::close, "bench-clean-up"));
            return workshop;
        } catch (IOException e) {
            throw new BenchException("cannot make a temporary folder", e);
        }
    }

    /**
     * Makes a folder of its own for something.
     *
     * @param name a word for it
     * @return the new, empty folder; {@link #remove} takes it away before the end
     */
    public synchronized Path folder(String name) {
        try {
            folders++;
            return Files.createDirectory(folder.resolve(name + "-" + folders));
        } catch (IOException e) {
            throw new BenchException("cannot make a folder for " + name, e);
        }
    }

    /**
     * Starts a process, with the environment of this one minus what would change Java and Spring programs.
     *
     * @param name what messages call it
     * @param command program and arguments
     * @param place its working folder
     * @return the running process
     */
    public synchronized Child start(String name, List<String> command, Path place) {
        if (closed) {
            throw new BenchException("the bench is ending, " + name + " is not started");
        }
        Path output = folder("output").resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(place.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        removeUnwanted(builder.environment());
        try {
            Child child = new Child(name, builder.start(), output);
            children.removeIf(other -> !other.isAlive());
            children.push(child);
            return child;
        } catch (IOException e) {
            throw new BenchException("cannot start " + name, e);
        }
    }

    /**
     * Removes a folder and what is in it.
     *
     * @param unwanted a folder made here
     */
    public void remove(Path unwanted) {
        try (Stream<Path> files = Files.walk(unwanted)) {
            files.sorted(Comparator.reverseOrder()).forEach(Workshop::delete);
        } catch (IOException | UncheckedIOException e) {
            throw new BenchException("cannot remove " + unwanted, e);
        }
    }

    /**
     * Tells a failure apart from the noise of an end that was asked for.
     *
     * @return whether everything has been stopped
     */
    public synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        children.forEach(Child::close);
        remove(folder);
    }

    private static void removeUnwanted(Map<String, String> environment) {
        environment
                .keySet()
                .removeIf(name ->
                        UNWANTED.contains(name) || UNWANTED_BEGINNINGS.stream().anyMatch(name::startsWith));
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

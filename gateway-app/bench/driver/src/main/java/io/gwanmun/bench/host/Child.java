package io.gwanmun.bench.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process the bench started. Its output goes to a file, of which every failure shows the end. Waiting always has a
 * limit. Made by {@link Workshop}, which stops what nobody closed.
 */
public final class Child implements AutoCloseable {

    private static final Duration TIME_TO_END = Duration.ofSeconds(10);
    private static final int TAIL_LINES = 25;

    private final String name;
    private final Process process;
    private final Path output;

    Child(String name, Process process, Path output) {
        this.name = name;
        this.process = process;
        this.output = output;
    }

    /**
     * Reads the process accounting.
     *
     * @return user and system time used so far, in steps of 10 ms
     */
    public Duration cpuTime() {
        return CpuTime.of(process.pid());
    }

    /**
     * Lets time pass while the process lives.
     *
     * @param time how long
     * @throws BenchException when the process has ended meanwhile
     */
    public void pause(Duration time) {
        if (hasEndedWithin(time)) {
            throw failure("ended with code " + process.exitValue());
        }
    }

    /**
     * Waits for a process that ends by itself.
     *
     * @param limit the longest time to wait
     * @return everything it printed
     * @throws BenchException when it does not end in time, or not with code 0
     */
    public String awaitEnd(Duration limit) {
        if (!hasEndedWithin(limit)) {
            throw failure("did not end within " + limit.toSeconds() + " s");
        }
        if (process.exitValue() != 0) {
            throw failure("ended with code " + process.exitValue());
        }
        return output();
    }

    /**
     * Waits for a process that ends by itself, well or not.
     *
     * @param limit the longest time to wait
     * @return its exit code
     * @throws BenchException when it does not end in time
     */
    public int awaitCode(Duration limit) {
        if (!hasEndedWithin(limit)) {
            throw failure("did not end within " + limit.toSeconds() + " s");
        }
        return process.exitValue();
    }

    /**
     * Makes a failure that shows the last lines this process printed.
     *
     * @param what what is wrong with it, following its name
     * @return the failure, to be thrown
     */
    public BenchException failure(String what) {
        List<String> lines = output().lines().toList();
        List<String> tail = lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
        String shown = tail.isEmpty() ? "it printed nothing" : "the end of its output:\n  " + String.join("\n  ", tail);
        return new BenchException(name + " " + what + "; " + shown);
    }

    /** Asks the process to end, and does not wait. */
    public void terminate() {
        process.destroy();
    }

    /** Ends the process at once, as {@code kill -9} does, and does not wait. */
    public void kill() {
        process.destroyForcibly();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Asks the process to end, and after ten seconds ends it and what it started. */
    @Override
    public void close() {
        List<ProcessHandle> family = process.descendants().toList();
        process.destroy();
        if (!hasEndedWithin(TIME_TO_END)) {
            process.destroyForcibly();
            family.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private boolean hasEndedWithin(Duration time) {
        try {
            return process.waitFor(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted while waiting for " + name, e);
        }
    }

    private String output() {
        try {
            return Files.exists(output) ? new String(Files.readAllBytes(output), StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            throw new BenchException("cannot read the output of " + name, e);
        }
    }
}

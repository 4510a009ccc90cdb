package io.gwanmun.bench.server;

import java.nio.file.Path;
import java.time.Duration;

import io.gwanmun.bench.host.Child;
import io.gwanmun.bench.host.Stopwatch;
import io.gwanmun.bench.host.Workshop;

/** A running process that answers HTTP on a loopback port. Closing it ends the process and removes its folder. */
public final class Server implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration STEP = Duration.ofMillis(5);
    private static final String FORGED_END = "AAAAAAAA";

    private final Workshop workshop;
    private final Child child;
    private final Path folder;
    private final int port;
    private final Stopwatch sinceStart;
    private String token = "";

    /**
     * Takes charge of a process that was just started.
     *
     * @param workshop what it was started from
     * @param child the process
     * @param folder the folder it works in
     * @param port where it listens
     * @param sinceStart started just before the process
     */
    Server(Workshop workshop, Child child, Path folder, int port, Stopwatch sinceStart) {
        this.workshop = workshop;
        this.child = child;
        this.folder = folder;
        this.port = port;
        this.sinceStart = sinceStart;
    }

    /**
     * Shows a token with whatever is asked from now on.
     *
     * @param shown the token; empty for none
     */
    public void show(String shown) {
        token = shown;
    }

    /**
     * Waits for the first good answer since the process was started.
     *
     * @param path what is asked for
     * @return the time from the start of the process to the answer
     */
    public Duration awaitFirstAnswer(String path) {
        awaitAnswer(path, sinceStart, START_LIMIT);
        return sinceStart.elapsed();
    }

    /**
     * Asks again and again, every 5 ms, until the status is 200.
     *
     * @param path what is asked for
     * @param watch measures the waiting
     * @param limit what the watch may show at most
     * @throws io.gwanmun.bench.host.BenchException when the limit is over or the process ends
     */
    public void awaitAnswer(String path, Stopwatch watch, Duration limit) {
        Answer answer = Answer.of(port, path, token);
        while (!answer.isGood()) {
            if (watch.isPast(limit)) {
                throw child.failure(
                        "did not answer %s with 200 within %d s (last: %s)".formatted(path, limit.toSeconds(), answer));
            }
            child.pause(STEP);
            answer = Answer.of(port, path, token);
        }
    }

    /**
     * Makes sure that what is going to be measured is the right answer.
     *
     * @param path what is asked for
     * @param length the length the body must have, in bytes
     */
    public void expectBody(String path, long length) {
        Answer answer = Answer.of(port, path, token);
        if (!answer.isGood() || answer.length() != length) {
            throw child.failure(
                    "answered %s with %s (expected: status 200 and %d bytes)".formatted(path, answer, length));
        }
    }

    /**
     * Makes sure that a token like the one that is shown, but of nobody, is refused.
     *
     * @param path what is asked for
     */
    public void expectRefusal(String path) {
        String forged = token.substring(0, token.length() - FORGED_END.length()) + FORGED_END;
        Answer answer = Answer.of(port, path, forged);
        if (!answer.isRefusal()) {
            throw child.failure(
                    "answered %s with a forged token with %s (expected: status 401)".formatted(path, answer));
        }
    }

    /**
     * Lets time pass while the process lives.
     *
     * @param time how long
     */
    public void pause(Duration time) {
        child.pause(time);
    }

    /**
     * Reads the process accounting.
     *
     * @return user and system time used so far
     */
    public Duration cpuTime() {
        return child.cpuTime();
    }

    /**
     * Where it listens.
     *
     * @return a port of the loopback address
     */
    public int port() {
        return port;
    }

    /**
     * Where it works.
     *
     * @return its folder
     */
    public Path folder() {
        return folder;
    }

    @Override
    public void close() {
        child.close();
        if (!workshop.isClosed()) {
            workshop.remove(folder);
        }
    }
}

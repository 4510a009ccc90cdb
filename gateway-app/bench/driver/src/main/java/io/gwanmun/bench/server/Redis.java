package io.gwanmun.bench.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import io.gwanmun.bench.host.BenchException;
import io.gwanmun.bench.host.Child;
import io.gwanmun.bench.host.Pinned;
import io.gwanmun.bench.host.Ports;
import io.gwanmun.bench.host.Stopwatch;

/**
 * A Redis that comes with the bench: on the loopback address, behind a password, in memory only. A process of its own, as one that the
 * gateway starts would share the gateway's core.
 */
final class Redis implements AutoCloseable {

    private static final String PROGRAM = "/redis/redis-server-7.0.15-linux-";
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration STEP = Duration.ofMillis(20);

    private final Pinned pinned;
    private final Child child;
    private final Path folder;
    private final int port;
    private final String password;

    private Redis(Pinned pinned, Child child, Path folder, int port, String password) {
        this.pinned = pinned;
        this.child = child;
        this.folder = folder;
        this.port = port;
        this.password = password;
    }

    /** Starts one and waits until it answers. */
    static Redis start(Pinned pinned) {
        Path folder = pinned.workshop().folder("redis");
        Path program = unpack(folder);
        int port = Ports.free();
        String password = UUID.randomUUID().toString();
        try {
            Files.writeString(passwordFile(folder), password);
            Files.writeString(folder.resolve("redis.conf"), configuration(port, password));
        } catch (IOException e) {
            throw new BenchException("cannot write the configuration of Redis", e);
        }
        Child child = pinned.start("redis", List.of(program.toString(), "redis.conf"), folder);
        Redis started = new Redis(pinned, child, folder, port, password);
        started.awaitReady();
        return started;
    }

    int port() {
        return port;
    }

    Path passwordFile() {
        return passwordFile(folder);
    }

    /**
     * Sends commands, all before the first answer is read.
     *
     * @param commands of words in ASCII; each must be answered with OK
     */
    void send(List<List<String>> commands) {
        try {
            exchange(commands);
        } catch (IOException e) {
            throw child.failure("did not take commands (" + e + ")");
        }
    }

    private void awaitReady() {
        Stopwatch watch = Stopwatch.started();
        while (!answers()) {
            if (watch.isPast(LIMIT)) {
                throw child.failure("did not answer within " + LIMIT.toSeconds() + " s");
            }
            child.pause(STEP);
        }
    }

    private boolean answers() {
        try {
            exchange(List.of());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void exchange(List<List<String>> commands) throws IOException {
        StringBuilder text = new StringBuilder(command(List.of("AUTH", password)));
        commands.forEach(words -> text.append(command(words)));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                BufferedReader answers =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            socket.setSoTimeout((int) LIMIT.toMillis());
            socket.getOutputStream().write(text.toString().getBytes(StandardCharsets.US_ASCII));
            for (int left = commands.size() + 1; left > 0; left--) {
                String answer = answers.readLine();
                if (!"+OK".equals(answer)) {
                    throw child.failure("answered " + answer + " (expected: +OK)");
                }
            }
        }
    }

    /** An array of bulk strings (<a href="https://redis.io/docs/latest/develop/reference/protocol-spec/">RESP</a>). */
    static String command(List<String> words) {
        StringBuilder text = new StringBuilder("*" + words.size() + "\r\n");
        words.forEach(word -> text.append('$')
                .append(word.length())
                .append("\r\n")
                .append(word)
                .append("\r\n"));
        return text.toString();
    }

    private static String configuration(int port, String password) {
        return """
                port %d
                bind 127.0.0.1
                requirepass %s
                save ""
                appendonly no
                maxmemory-policy noeviction
                """.formatted(port, password);
    }

    private static Path passwordFile(Path folder) {
        return folder.resolve("password");
    }

    private static Path unpack(Path folder) {
        String resource = PROGRAM + architecture(System.getProperty("os.arch"));
        Path program = folder.resolve("redis-server");
        try (InputStream in = Redis.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new BenchException(
                        "bench.jar has no Redis " + resource + " (expected: amd64 or arm64, built with Maven)");
            }
            Files.copy(in, program);
        } catch (IOException e) {
            throw new BenchException("cannot unpack Redis", e);
        }
        if (!program.toFile().setExecutable(true)) {
            throw new BenchException("cannot make " + program + " executable");
        }
        return program;
    }

    private static String architecture(String name) {
        return name.equals("aarch64") ? "arm64" : name;
    }

    @Override
    public void close() {
        child.close();
        if (!pinned.workshop().isClosed()) {
            pinned.workshop().remove(folder);
        }
    }
}

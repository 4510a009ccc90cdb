package io.gwanmun.gateway.state.redis;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;
import redis.embedded.RedisExecProvider;

/**
 * A Redis server that this process starts and stops, for trying things out and for tests: on the loopback address only, behind
 * a password, in memory only. What it needs lies in a temporary directory that goes with it.
 */
public final class EmbeddedRedis implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedRedis.class);
    private static final long PATIENCE_SECONDS = 10;
    private static final int TRIES = 5;
    private static final int SECRET_BYTES = 24;

    private final Process process;
    private final Path directory;
    private final int port;
    private final String password;

    private EmbeddedRedis(Process process, Path directory, int port, String password) {
        this.process = process;
        this.directory = directory;
        this.port = port;
        this.password = password;
    }

    /**
     * Starts a server and waits until it answers.
     *
     * @param port where it listens, 0 for any free port
     * @param password its password; a random one when empty
     * @throws IllegalStateException when it does not start
     */
    public static EmbeddedRedis start(int port, String password) {
        String secret = password.isEmpty() ? random() : password;
        // A free port may be taken between looking and listening.
        for (int left = port == 0 ? TRIES : 1; ; left--) {
            int chosen = port == 0 ? free() : port;
            try {
                return startOn(chosen, secret);
            } catch (IllegalStateException e) {
                if (left == 1) {
                    throw e;
                }
            }
        }
    }

    private static EmbeddedRedis startOn(int port, String password) {
        try {
            Path server = RedisExecProvider.defaultProvider().get().toPath();
            Path directory = Objects.requireNonNull(server.toAbsolutePath().getParent(), "directory");
            Process process = new ProcessBuilder(server.toString(), "-")
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .start();
            EmbeddedRedis made = new EmbeddedRedis(process, directory, port, password);
            made.configure();
            made.awaitReady();
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException("The embedded Redis could not be started", e);
        }
    }

    /** Settings go in by the standard input: a command line would show the password to everybody on the machine. */
    private void configure() throws IOException {
        String settings = """
                port %d
                bind 127.0.0.1
                requirepass "%s"
                save ""
                appendonly no
                maxmemory-policy noeviction
                """.formatted(port, password);
        try (var input = process.getOutputStream()) {
            input.write(settings.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private void awaitReady() {
        CompletableFuture<Void> ready = new CompletableFuture<>();
        Thread reader = new Thread(() -> read(ready), "gwanmun-embedded-redis");
        reader.setDaemon(true);
        reader.start();
        try {
            ready.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            close();
            throw new IllegalStateException("The embedded Redis does not start on port " + port + ": "
                    + (e.getCause() == null ? "no answer in time" : e.getCause().getMessage()));
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The start of the embedded Redis was interrupted");
        }
    }

    /** Reads what the server says to its end, so that it is never held up by a full pipe. */
    private void read(CompletableFuture<Void> ready) {
        String last = "it ended without a word";
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = line;
                if (line.contains("Ready to accept connections")) {
                    ready.complete(null);
                }
            }
        } catch (IOException e) {
            log.debug("The output of the embedded Redis ended", e);
        }
        ready.completeExceptionally(new IllegalStateException(last));
    }

    /** Returns where it listens, on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** Returns its password. */
    public String password() {
        return password;
    }

    /** Returns its process. */
    public ProcessHandle process() {
        return process.toHandle();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            FileSystemUtils.deleteRecursively(directory);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            log.warn("directory={}: the files of the embedded Redis could not be removed", directory, e);
        }
    }

    private static String random() {
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

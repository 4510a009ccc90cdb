package io.gwanmun.auth.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A gateway as it is delivered: a process of its own, on a free port, that reads the state of a running server. */
public final class GatewayProcess implements AutoCloseable {

    private static final Path JAR = Path.of("..", "gateway-app", "target", "gateway-app.jar");
    private static final Pattern PORT = Pattern.compile("Data port (\\d+) is open");
    private static final String STARTED = "Started GatewayApplication";

    private final Process process;
    private final CompletableFuture<Integer> port = new CompletableFuture<>();

    private GatewayProcess(Process process) {
        this.process = process;
        // Tests that are broken off leave no gateway behind.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        Thread reader = new Thread(this::read, "output of a gateway");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts one and does not wait for it.
     *
     * @param home a directory for its files
     * @param yaml what it serves
     */
    public static GatewayProcess start(RunningAuthServer server, Path home, String yaml) throws IOException {
        if (!Files.isRegularFile(JAR)) {
            throw new AssertionError(JAR + ": missing (expected: the program of the gateway; build it with "
                    + "`mvn -pl gateway-app package -DskipTests`)");
        }
        Path apis = Files.createDirectories(home.resolve("apis"));
        Files.writeString(apis.resolve("gateway.yaml"), yaml);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                JAR.toAbsolutePath().normalize().toString(),
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--management.server.port=0",
                "--gateway.api.directory=" + apis,
                "--gateway.observability.access-log.enabled=false",
                // A busy machine is no reason to take Redis or the issuer for away.
                "--gateway.state.redis.timeout=2s",
                "--gateway.state.redis.connect-timeout=10s",
                "--gateway.tokens.key-timeout=10s"));
        command.addAll(server.redis().gatewaySettings());
        return new GatewayProcess(new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .start());
    }

    /** Returns somebody who calls it, as soon as it has started. */
    public Browser caller() throws Exception {
        return new Browser("http://127.0.0.1:" + port.get(2, TimeUnit.MINUTES));
    }

    /** Reads to the end, as a process whose output nobody takes stands still. */
    private void read() {
        StringBuilder output = new StringBuilder();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.append(line).append('\n');
                if (line.contains(STARTED)) {
                    Matcher opened = PORT.matcher(output);
                    port.complete(opened.find() ? Integer.parseInt(opened.group(1)) : 0);
                }
            }
        } catch (IOException e) {
            port.completeExceptionally(new UncheckedIOException(e));
        }
        port.completeExceptionally(new AssertionError("the gateway ended: " + output));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

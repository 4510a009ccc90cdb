package io.gwanmun.gateway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.netty.channel.EventLoop;
import org.awaitility.Awaitility;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.util.FileSystemUtils;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import io.gwanmun.gateway.GatewayApplication;
import io.gwanmun.gateway.api.LiveRevision;
import io.gwanmun.gateway.api.Mistake;
import io.gwanmun.gateway.api.RevisionStatus;

/** The whole gateway, as its program starts it, on free ports and with a directory of YAML files of its own. */
public final class RunningGateway implements AutoCloseable {

    /** The file that {@link #with} writes. */
    public static final String FILE = "gateway.yaml";

    /** The file that lets a gateway call services on this machine. */
    public static final String NETWORK_FILE = "network.yaml";

    /** What stands in it. */
    public static final String NETWORK = """
            apiVersion: gateway/v1
            network: {outbound: {allow: [loopback]}}
            """;

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final JsonMapper JSON = new JsonMapper();

    private final Path home;
    private final ConfigurableApplicationContext context;

    private RunningGateway(Path home, ConfigurableApplicationContext context) {
        this.home = home;
        this.context = context;
    }

    /** Starts a gateway that may call services on this machine with one file besides, without mistakes. */
    public static RunningGateway with(String yaml, String... args) {
        RunningGateway gateway = reading(yaml, args);
        if (gateway.status().live() == null) {
            gateway.close();
            throw new AssertionError(Mistake.rendered(gateway.status().rejected(), 10));
        }
        return gateway;
    }

    /** Starts a gateway that may call services on this machine with one file besides, which may have mistakes. */
    public static RunningGateway reading(String yaml, String... args) {
        return reading(Map.of(FILE, yaml, NETWORK_FILE, NETWORK), args);
    }

    /** Starts a gateway with one file, which may have mistakes, that calls only what the file says. */
    public static RunningGateway readingWithoutLoopback(String yaml, String... args) {
        return reading(Map.of(FILE, yaml), args);
    }

    private static RunningGateway reading(Map<String, String> files, String... args) {
        try {
            Path home = Files.createTempDirectory("gateway");
            Path directory = Files.createDirectory(home.resolve("apis"));
            for (Map.Entry<String, String> file : files.entrySet()) {
                Files.writeString(directory.resolve(file.getKey()), file.getValue());
            }
            return in(home, directory, args);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a gateway on a directory; what else it writes goes to a home that is deleted in the end. */
    public static RunningGateway in(Path home, Path directory, String... args) {
        List<String> all = new ArrayList<>(List.of(
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--management.server.port=0",
                "--gateway.ingress.drain-delay=0s",
                "--gateway.ingress.drain-timeout=1s",
                "--gateway.api.directory=" + directory,
                "--gateway.api.poll-interval=10ms",
                "--gateway.observability.access-log.file=" + home.resolve("access.log")));
        // A property that is given twice would be a list.
        all.removeIf(given -> Stream.of(args).anyMatch(arg -> name(arg).equals(name(given))));
        all.addAll(List.of(args));
        String[] arguments = all.toArray(String[]::new);
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try {
            return new RunningGateway(
                    home, GatewayApplication.application(arguments).run(arguments));
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    /** Returns the port on which APIs are served. */
    public int port() {
        return port("local.server.port");
    }

    /** Returns the port on which APIs are served over TLS. */
    public int tlsPort() {
        return port("local.tls.port");
    }

    /** Returns the port of health and metrics. */
    public int managementPort() {
        return port("local.management.port");
    }

    /** Opens a connection to the data port. */
    public RawClient connect() {
        return RawClient.to(port());
    }

    /** Sends one request without a body on a connection of its own. */
    public Reply call(String method, String target, String... headers) {
        return RawClient.call(port(), method, target, headers);
    }

    /** Sends a GET on a connection of its own. */
    public Reply get(String target, String... headers) {
        return call("GET", target, headers);
    }

    /** Asks the management port. */
    public Reply manage(String target) {
        return RawClient.call(managementPort(), "GET", target);
    }

    /** Replaces a file and waits until what it says is in force. */
    public void write(String file, String yaml) {
        RevisionStatus before = status();
        replace(file, yaml);
        await(() -> !status().equals(before) && status().rejected().isEmpty());
    }

    /** Replaces a file by one with mistakes and waits until they were found. */
    public void writeBroken(String file, String yaml) {
        RevisionStatus before = status();
        replace(file, yaml);
        await(() -> !status().equals(before) && !status().rejected().isEmpty());
    }

    /** Returns what is in force. */
    public RevisionStatus status() {
        return context.getBean(LiveRevision.class).status();
    }

    /** Returns an event loop of the gateway's. */
    public EventLoop eventLoop() {
        return context.getBean(ReactorResourceFactory.class)
                .getLoopResources()
                .onServer(true)
                .next();
    }

    /** Waits while the gateway looks at its time limits, which it does every 250 ms. */
    public void awaitLooks(int looks) {
        eventLoop().schedule(() -> {}, 250L * looks, TimeUnit.MILLISECONDS).syncUninterruptibly();
    }

    /** Waits until a condition holds; fails after 20 seconds. */
    public static void await(BooleanSupplier condition) {
        Awaitility.await().pollInterval(Duration.ofMillis(5)).atMost(PATIENCE).until(condition::getAsBoolean);
    }

    /** Waits until a number has been the same for half a second. */
    public static void awaitStill(LongSupplier number) {
        AtomicLong last = new AtomicLong(number.getAsLong());
        Awaitility.await()
                .pollInterval(Duration.ofMillis(500))
                .atMost(PATIENCE)
                .until(() -> last.getAndSet(number.getAsLong()) == last.get());
    }

    /** Waits for the line of the access log that belongs to a request. */
    public Map<String, Object> logged(String requestId) {
        return logged(line -> requestId.equals(line.get("requestId")));
    }

    /** Waits for a line of the access log. */
    public Map<String, Object> logged(Predicate<Map<String, Object>> wanted) {
        await(() -> log().anyMatch(wanted));
        return log().filter(wanted).findFirst().orElseThrow();
    }

    /** Returns the lines of the access log that were written until now. */
    public Stream<Map<String, Object>> log() {
        return logText()
                .lines()
                .filter(line -> line.endsWith("}"))
                .map(line -> JSON.readValue(line, new TypeReference<Map<String, Object>>() {}));
    }

    /** Returns the access log as it was written until now, byte for byte. */
    public String logText() {
        try {
            return Files.readString(home.resolve("access.log"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the sum of the metric's lines that have all tags, each given as {@code name="value"}; 0 without any. */
    public double metric(String name, String... tags) {
        return manage("/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> Stream.of(tags).allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Override
    public void close() {
        context.close();
        try {
            FileSystemUtils.deleteRecursively(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(String argument) {
        return argument.substring(0, argument.indexOf('=') + 1);
    }

    private int port(String property) {
        return Integer.parseInt(Objects.requireNonNull(context.getEnvironment().getProperty(property)));
    }

    private void replace(String file, String yaml) {
        try {
            Path made = Files.writeString(home.resolve("next"), yaml);
            Path target = home.resolve("apis").resolve(file);
            Files.move(made, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

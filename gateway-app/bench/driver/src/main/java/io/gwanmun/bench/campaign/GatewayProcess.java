package io.gwanmun.bench.campaign;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.gwanmun.bench.host.BenchException;
import io.gwanmun.bench.host.Child;
import io.gwanmun.bench.host.Ports;
import io.gwanmun.bench.host.Stopwatch;

/**
 * A gateway with its settings at their defaults, on loopback ports in clear and with TLS.
 *
 * @param child the process
 * @param port where it listens in clear
 * @param securePort where it listens with TLS
 * @param managementPort where it says how it is
 */
record GatewayProcess(Child child, int port, int securePort, int managementPort) implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration STEP = Duration.ofMillis(50);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(ANSWER_LIMIT).build();

    /** Starts one before a service and waits until it is ready. */
    static GatewayProcess start(Ground ground, Service service, Certificate certificate) {
        return start(ground, service.yaml(), certificate);
    }

    /** Starts one with a file of its own and waits until it is ready. */
    static GatewayProcess start(Ground ground, String yaml, Certificate certificate) {
        Path folder = ground.workshop().folder("gateway");
        int port = Ports.free();
        int securePort = Ports.free();
        int managementPort = Ports.free();
        List<String> command = new ArrayList<>(List.of(ground.jdk().java().toString()));
        command.addAll(Ground.FLAGS);
        command.addAll(List.of(
                "-jar",
                ground.jar().toAbsolutePath().toString(),
                "--server.address=127.0.0.1",
                "--server.port=" + port,
                "--gateway.ingress.tls.port=" + securePort,
                "--management.server.port=" + managementPort,
                "--gateway.api.directory=" + folder.resolve("apis"),
                "--gateway.api.secret-directories=" + certificate.folder(),
                "--gateway.observability.access-log.file=" + folder.resolve("access.log")));
        try {
            Files.createDirectory(folder.resolve("apis"));
            Files.writeString(folder.resolve("apis/all.yaml"), yaml + certificate.yaml());
        } catch (IOException e) {
            throw new BenchException("cannot write the gateway's files", e);
        }
        GatewayProcess started = new GatewayProcess(
                ground.workshop().start("gateway", command, folder), port, securePort, managementPort);
        Stopwatch watch = Stopwatch.started();
        while (!started.isReady()) {
            if (watch.isPast(START_LIMIT)) {
                throw started.child.failure("was not ready within " + START_LIMIT.toSeconds() + " s");
            }
            started.child.pause(STEP);
        }
        return started;
    }

    boolean isReady() {
        try {
            return ask("/readyz").startsWith("200 ");
        } catch (IOException e) {
            return false;
        }
    }

    /** Reads a meter without tags. */
    double meter(String name) {
        try {
            return ask("/metrics")
                    .lines()
                    .filter(line -> line.startsWith(name + " "))
                    .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                    .findFirst()
                    .orElseThrow(() -> child.failure("has no meter " + name));
        } catch (IOException e) {
            throw child.failure("does not show its meters: " + e);
        }
    }

    private String ask(String path) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + path))
                .timeout(ANSWER_LIMIT)
                .build();
        try {
            var answer = CLIENT.send(request, BodyHandlers.ofString());
            return answer.statusCode() + " \n" + answer.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted while asking the gateway", e);
        }
    }

    @Override
    public void close() {
        child.close();
    }
}

package io.gwanmun.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.gwanmun.gateway.testing.RawClient;
import io.gwanmun.gateway.testing.RawServer;
import io.gwanmun.gateway.testing.Reply;
import io.gwanmun.gateway.testing.RunningGateway;

import static org.assertj.core.api.Assertions.assertThat;

/** The order of a stop. */
class DrainIT {

    private static final String YAML = """
            apiVersion: gateway/v1
            upstreams:
              slow: {targets: ["%s"]}
            apis:
              all:
                path: /
                access: none
                routes:
                  all: {match: {path: "/{rest...}"}, to: {upstream: slow}}
            """;
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final Pattern PORT = Pattern.compile("Data port (\\d+) is open");

    @TempDir
    Path home;

    /** Answers only when the test says so. */
    private static RawServer slow() {
        return RawServer.playing(peer -> {
            while (!peer.head().isEmpty()) {
                peer.note("asked");
                peer.await();
                peer.write(OK);
            }
        });
    }

    @Test
    void stopWhenARequestRunsThenItIsAnsweredAndTheConnectionEnds() {
        try (RawServer service = slow()) {
            RunningGateway gateway =
                    RunningGateway.with(YAML.formatted(service.url()), "--gateway.ingress.drain-timeout=15s");
            try (RawClient busy = gateway.connect();
                    RawClient idle = gateway.connect()) {
                busy.send(RawClient.head("GET", "/x"));
                assertThat(service.note()).isEqualTo("asked");
                CompletableFuture<Void> stopped = CompletableFuture.runAsync(gateway::close);

                assertThat(idle.isClosed()).isTrue();
                assertThat(stopped).isNotDone();
                service.proceed();
                Reply reply = busy.reply();

                assertThat(reply.status()).isEqualTo(200);
                assertThat(reply.header("Connection")).isEqualTo("close");
                assertThat(busy.isClosed()).isTrue();
                stopped.join();
            }
        }
    }

    @Test
    void stopWhenARequestRunsTooLongThenItIsCut() {
        try (RawServer service = slow()) {
            RunningGateway gateway =
                    RunningGateway.with(YAML.formatted(service.url()), "--gateway.ingress.drain-timeout=200ms");
            try (RawClient busy = gateway.connect()) {
                busy.send(RawClient.head("GET", "/x"));
                assertThat(service.note()).isEqualTo("asked");
                gateway.close();

                assertThat(busy.rest()).isEmpty();
            }
        }
    }

    @Test
    void stopWhenARequestIsAnsweredAndItsBodyStillComesThenTheConnectionEndsBehindIt() {
        try (RawServer service = slow()) {
            RunningGateway gateway = RunningGateway.with(
                    YAML.formatted(service.url()),
                    "--gateway.ingress.max-body=10B",
                    "--gateway.ingress.drain-timeout=60s");
            try (RawClient busy = gateway.connect();
                    RawClient idle = gateway.connect()) {
                busy.send(RawClient.head("POST", "/x", "Content-Length: 20") + "0123456789");
                assertThat(busy.reply().status()).isEqualTo(413);
                CompletableFuture<Void> stopped = CompletableFuture.runAsync(gateway::close);

                assertThat(idle.isClosed()).isTrue();
                assertThat(stopped).isNotDone();
                busy.send("0123456789");
                assertThat(busy.isClosed()).isTrue();
                stopped.join();
            }
        }
    }

    @Test
    void healthPathWhenAskedThenSaysWhetherTheInstanceTakesCalls() {
        try (RawServer service = RawServer.answering(OK);
                RunningGateway gateway =
                        RunningGateway.with(YAML.formatted(service.url()), "--gateway.ingress.health-path=/healthz")) {
            assertThat(gateway.get("/healthz").status()).isEqualTo(200);
            assertThat(gateway.get("/healthz").text()).isEmpty();
            assertThat(gateway.get("/healthz/x").text()).isEqualTo("ok");
        }
        try (RunningGateway gateway = RunningGateway.reading("routes: {}", "--gateway.ingress.health-path=/healthz")) {
            assertThat(gateway.get("/healthz").status()).isEqualTo(503);
        }
    }

    /** As a container is stopped: a process of its own, and the signal. */
    @Test
    void sigtermWhenSentThenReadinessIsOffFirstThenRequestsEndAndExitCodeIsZero() throws Exception {
        try (RawServer service = slow()) {
            Process gateway = process(service);
            int port = port(gateway);
            try (RawClient busy = RawClient.to(port)) {
                busy.send(RawClient.head("GET", "/x"));
                assertThat(service.note()).isEqualTo("asked");
                gateway.destroy();

                RunningGateway.await(
                        () -> RawClient.call(port, "GET", "/healthz").status() == 503);
                service.proceed();
                Reply reply = busy.reply();

                assertThat(reply.status()).isEqualTo(200);
                assertThat(reply.header("Connection")).isEqualTo("close");
                assertThat(gateway.waitFor(20, TimeUnit.SECONDS)).isTrue();
                assertThat(gateway.exitValue()).isZero();
            } finally {
                gateway.destroyForcibly();
            }
        }
    }

    private Process process(RawServer service) throws IOException {
        Path apis = Files.createDirectory(home.resolve("apis"));
        Files.writeString(
                apis.resolve("gateway.yaml"),
                YAML.formatted(service.url()) + "network: {outbound: {allow: [loopback]}}\n");
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                GatewayApplication.class.getName(),
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--management.server.port=0",
                "--gateway.api.directory=" + apis,
                "--gateway.ingress.health-path=/healthz",
                "--gateway.ingress.drain-delay=2s",
                "--gateway.observability.access-log.file=" + home.resolve("access.log"));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("out").toFile())
                .start();
    }

    private int port(Process gateway) {
        RunningGateway.await(() -> !gateway.isAlive() || output().contains("Started GatewayApplication"));
        Matcher opened = PORT.matcher(output());
        assertThat(opened.find()).as(output()).isTrue();
        return Integer.parseInt(opened.group(1));
    }

    private String output() {
        try {
            return Files.readString(home.resolve("out"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

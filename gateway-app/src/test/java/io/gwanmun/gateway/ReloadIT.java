package io.gwanmun.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import io.gwanmun.gateway.testing.LeakWatch;
import io.gwanmun.gateway.testing.LogWatch;
import io.gwanmun.gateway.testing.RawClient;
import io.gwanmun.gateway.testing.RawServer;
import io.gwanmun.gateway.testing.Reply;
import io.gwanmun.gateway.testing.RunningGateway;
import io.gwanmun.gateway.testing.Service;

import static org.assertj.core.api.Assertions.assertThat;

/** Files that change while requests come. */
@ExtendWith(LeakWatch.class)
class ReloadIT {

    private static final int RELOADS = 20;
    private static final int CLIENTS = 4;

    private static Service one;
    private static Service two;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        one = Service.saying("one");
        two = Service.saying("two");
        gateway = RunningGateway.with(yaml(one.url(), "start"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        two.close();
        one.close();
    }

    @Test
    void editWhenGoodThenTakesEffect() {
        gateway.write(RunningGateway.FILE, yaml(one.url(), "first"));
        assertThat(gateway.get("/first").text()).isEqualTo("one");

        gateway.write(RunningGateway.FILE, yaml(two.url(), "second"));

        assertThat(gateway.get("/second").text()).isEqualTo("two");
        assertThat(gateway.get("/first").status()).isEqualTo(404);
    }

    @Test
    void editWhenBrokenThenOldRevisionServesUntilMended() {
        gateway.write(RunningGateway.FILE, yaml(one.url(), "kept"));
        String revision = live();

        try (LogWatch log = LogWatch.on("io.gwanmun.gateway.api")) {
            gateway.writeBroken(RunningGateway.FILE, yaml(two.url(), "kept").replace("targets", "tagrets"));

            assertThat(gateway.get("/kept").text()).isEqualTo("one");
            assertThat(live()).isEqualTo(revision);
            assertThat(gateway.manage("/readyz").status()).isEqualTo(200);
            assertThat(gateway.status().rejected()).first().asString().contains("tagrets");
            assertThat(log.messages("revision " + revision + " stays in force")).hasSize(1);
            assertThat(log.messages("unknown key \"tagrets\""))
                    .singleElement()
                    .asString()
                    .contains("Did you mean \"targets\"?", RunningGateway.FILE + ":3");
        }

        gateway.write(RunningGateway.FILE, yaml(two.url(), "kept"));
        assertThat(gateway.get("/kept").text()).isEqualTo("two");
    }

    @Test
    void editWhenRoutesTieThenOldRevisionServes() {
        gateway.write(RunningGateway.FILE, yaml(one.url(), "tied"));

        gateway.writeBroken(
                RunningGateway.FILE,
                yaml(one.url(), "tied") + "      twin: {match: {path: \"/\"}, to: {upstream: echo}}\n");

        assertThat(gateway.get("/tied").text()).isEqualTo("one");
        gateway.write(RunningGateway.FILE, yaml(one.url(), "untied"));
    }

    @Test
    void requestWhenSlowThenEndsOnTheTableItBeganWith() {
        try (RawServer slow = RawServer.playing(peer -> {
                    peer.note(peer.head().get(0));
                    peer.write("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nold ");
                    peer.await();
                    peer.write("slow");
                });
                RawClient client = gateway.connect()) {
            gateway.write(RunningGateway.FILE, yaml(slow.url(), "slow"));
            client.send(RawClient.head("GET", "/slow"));
            assertThat(slow.note()).startsWith("GET");

            gateway.write(RunningGateway.FILE, yaml(two.url(), "slow"));
            assertThat(gateway.get("/slow").text()).isEqualTo("two");
            slow.proceed();

            Reply reply = client.reply();
            assertThat(reply.complete()).isTrue();
            assertThat(reply.text()).isEqualTo("old slow");
        }
    }

    @Test
    void connectionsWhenUpstreamDidNotChangeThenSurvive() {
        try (Service service = Service.saying("same");
                RawClient client = gateway.connect()) {
            for (int i = 0; i < 5; i++) {
                gateway.write(RunningGateway.FILE, yaml(service.url(), "same" + i));
                assertThat(client.send(RawClient.head("GET", "/same" + i))
                                .reply()
                                .text())
                        .isEqualTo("same");
            }

            assertThat(service.connections()).isEqualTo(1);
        }
    }

    @Test
    void requestsWhenReloadedTwentyTimesThenNoneFails() {
        gateway.write(RunningGateway.FILE, load(0));
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger calls = new AtomicInteger();
        List<CompletableFuture<List<String>>> clients = IntStream.range(0, CLIENTS)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> call(done, calls)))
                .toList();
        for (int i = 1; i <= RELOADS; i++) {
            int before = calls.get();
            RunningGateway.await(() -> calls.get() > before + CLIENTS);
            gateway.write(RunningGateway.FILE, load(i));
        }
        done.set(true);

        assertThat(clients).allSatisfy(failures -> assertThat(failures.join()).isEmpty());
        assertThat(calls.get()).isGreaterThan(RELOADS * CLIENTS);
    }

    @Test
    void filesWhenSwappedByOneLinkThenTheNewOnesServe(@TempDir Path home) throws IOException {
        Path directory = Files.createDirectory(home.resolve("mounted"));
        version(directory, "..v1", yaml(one.url(), "linked"));
        Files.createSymbolicLink(directory.resolve("..data"), Path.of("..v1"));
        Files.createSymbolicLink(directory.resolve("gateway.yaml"), Path.of("..data", "gateway.yaml"));
        Files.writeString(directory.resolve(RunningGateway.NETWORK_FILE), RunningGateway.NETWORK);

        try (RunningGateway mounted = RunningGateway.in(Files.createDirectory(home.resolve("home")), directory)) {
            assertThat(mounted.get("/linked").text()).isEqualTo("one");

            version(directory, "..v2", yaml(two.url(), "linked"));
            Path next = Files.createSymbolicLink(directory.resolve("..data_tmp"), Path.of("..v2"));
            Files.move(next, directory.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);

            RunningGateway.await(() -> mounted.get("/linked").text().equals("two"));
        }
    }

    @Test
    void startWhenFilesAreBrokenThenUpButNotReadyUntilMended() {
        try (RunningGateway late = RunningGateway.reading("apiVersion: gateway/v1\nroutes: {}\n")) {
            assertThat(late.manage("/livez").status()).isEqualTo(200);
            assertThat(late.manage("/readyz").status()).isEqualTo(503);
            Reply refused = late.get("/late");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.json()).containsEntry("type", "urn:gwanmun:fault:no-revision");

            late.write(RunningGateway.FILE, yaml(one.url(), "late"));

            assertThat(late.manage("/readyz").status()).isEqualTo(200);
            assertThat(late.get("/late").text()).isEqualTo("one");
        }
    }

    /** Calls until told to stop; returns what was not as it should be. */
    private static List<String> call(AtomicBoolean done, AtomicInteger calls) {
        List<String> failures = new java.util.ArrayList<>();
        try (RawClient client = gateway.connect()) {
            while (!done.get()) {
                Reply reply = client.send(RawClient.head("GET", "/load")).reply();
                if (reply.status() != 200 || !reply.text().matches("one|two")) {
                    failures.add(reply.toString());
                }
                calls.incrementAndGet();
            }
        }
        return failures;
    }

    /** Every edit moves the calls; every other one changes the upstream they leave, so that its connections are closed. */
    private static String load(int edit) {
        return yaml(edit % 2 == 0 ? one.url() : two.url(), "load")
                .replace("\"]}", "\"], maxConnections: " + (100 + edit) + "}");
    }

    private static String live() {
        var live = gateway.status().live();
        return live == null ? "none" : live.id();
    }

    private static void version(Path directory, String name, String yaml) throws IOException {
        Files.writeString(Files.createDirectory(directory.resolve(name)).resolve("gateway.yaml"), yaml);
    }

    private static String yaml(String url, String path) {
        return """
                apiVersion: gateway/v1
                upstreams:
                  echo: {targets: ["%s"]}
                apis:
                  one:
                    path: /%s
                    access: none
                    routes:
                      all: {match: {path: "/"}, to: {upstream: echo}}
                """.formatted(url, path);
    }
}

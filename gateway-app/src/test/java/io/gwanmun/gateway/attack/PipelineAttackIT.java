package io.gwanmun.gateway.attack;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.gwanmun.gateway.testing.RawClient;
import io.gwanmun.gateway.testing.RawServer;
import io.gwanmun.gateway.testing.RunningGateway;

import static org.assertj.core.api.Assertions.assertThat;

/** Requests without end on one connection: the second half of SM22 of the corpus. */
class PipelineAttackIT {

    private static final String YAML = """
            apiVersion: gateway/v1
            upstreams:
              slow: {targets: ["%s"]}
            apis:
              open:
                path: /open
                access: none
                routes:
                  all: {match: {path: "/{rest...}"}, to: {upstream: slow}}
            """;
    private static final int MANY = 10_000;
    private static final String PADDING = "X-Padding: " + "p".repeat(2000);

    /** What the kernels hold on both sides of a connection, and the gateway beside. */
    private static final int HELD = 6000;

    private static final AtomicInteger asked = new AtomicInteger();
    private static RawServer service;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        service = RawServer.playing(PipelineAttackIT::serve);
        gateway = RunningGateway.with(YAML.formatted(service.url()));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        service.close();
    }

    @Test
    void pipelineWhenFirstAnswerIsAwaitedThenReadingStopsAndOrderIsKept() {
        AtomicInteger sent = new AtomicInteger();
        try (RawClient client = gateway.connect()) {
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < MANY; i++) {
                    client.send(RawClient.head("GET", "/open/" + i, PADDING));
                    sent.incrementAndGet();
                }
            });
            assertThat(service.note()).isEqualTo("/0");
            RunningGateway.awaitStill(sent::get);

            assertThat(sent.get()).isLessThan(HELD);
            assertThat(asked.get()).isEqualTo(1);
            assertThat(gateway.get("/open/other").text()).isEqualTo("/other");

            service.proceed();
            for (int i = 0; i < MANY; i++) {
                assertThat(client.reply().text()).isEqualTo("/" + i);
            }
            sending.join();
        }
    }

    /** Answers with the target; the first one only when the test says so. */
    private static void serve(RawServer.Peer peer) throws java.io.IOException, InterruptedException {
        for (List<String> head = peer.head(); !head.isEmpty(); head = peer.head()) {
            String target = head.get(0).split(" ", -1)[1];
            asked.incrementAndGet();
            if (target.equals("/0")) {
                peer.note(target);
                peer.await();
            }
            byte[] body = target.getBytes(StandardCharsets.US_ASCII);
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: " + body.length + "\r\n\r\n" + target);
        }
    }
}

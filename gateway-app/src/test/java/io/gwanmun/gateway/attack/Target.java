package io.gwanmun.gateway.attack;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.gwanmun.gateway.testing.Gauges;
import io.gwanmun.gateway.testing.RawClient;
import io.gwanmun.gateway.testing.Recorder;
import io.gwanmun.gateway.testing.Recorder.Received;
import io.gwanmun.gateway.testing.Reply;
import io.gwanmun.gateway.testing.RunningGateway;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A gateway under attack, with a service that keeps what it gets. Every attack is judged three times: by its answers, by what
 * the service got on connections that are used again on purpose, and by whether a good request works afterwards. At the end
 * nothing may be held that was not held at the start.
 */
final class Target implements AutoCloseable {

    private static final String YAML = """
            apiVersion: gateway/v1
            upstreams:
              echo: {targets: ["%s"]}
            apis:
              open:
                path: /open
                access: none
                routes:
                  all: {match: {path: "/{rest...}"}, to: {upstream: echo}}
              closed:
                path: /closed
                routes:
                  all: {match: {path: "/{rest...}"}, to: {upstream: echo}}
            """;
    private static final String ID = "[0-9a-f]{32}";
    private static final List<String> OURS =
            List.of("host", "x-request-id", "forwarded", "x-forwarded-for", "x-forwarded-proto", "x-forwarded-port");
    private static final int WARMTH = 2 * Runtime.getRuntime().availableProcessors();

    private final Recorder service = Recorder.started();
    private final RunningGateway gateway;
    private final Gauges gauges;
    private int connections;

    private Target(String yaml) {
        gateway = RunningGateway.with(yaml.formatted(service.url()));
        for (int i = 0; i < WARMTH; i++) {
            good("warm");
        }
        service.take();
        connections = service.connections();
        gauges = Gauges.of(gateway);
    }

    /** Starts a gateway with an open and a closed API. */
    static Target started() {
        return new Target(YAML);
    }

    /** Starts a gateway with a file of its own, in which {@code /open} is open and {@code %s} stands for the service. */
    static Target started(String yaml) {
        return new Target(yaml);
    }

    RunningGateway gateway() {
        return gateway;
    }

    Recorder service() {
        return service;
    }

    /** Plays an attack over HTTP/1.1 and judges it. */
    void withstands(Attack attack) {
        judging(attack.id(), () -> play(attack));
    }

    /** Judges an attack by what its name stands for, as reports give rows numbers only. */
    void judging(String id, Runnable attack) {
        service.take();
        try {
            attack.run();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(id + ": " + e.getMessage(), e);
        }
    }

    private void play(Attack attack) {
        List<String> expected = new ArrayList<>(attack.received());
        try (RawClient client = gateway.connect()) {
            client.sendWhatIsTaken(attack.octets());
            for (int status : attack.statuses()) {
                check(attack, client.replyTo(attack.method()), status);
            }
            if (endsOpen(attack, client)) {
                expected.add(goodOne("after"));
            }
        }
        good("probe");
        expected.add(goodOne("probe"));
        List<Received> got = service.take();
        assertThat(transcripts(whole(got))).isEqualTo(expected);
        long broken = got.size() - whole(got).size();
        assertThat(broken).isLessThanOrEqualTo(attack.breaksOff() ? 1 : 0);
        usesTheSameConnections(attack.breaksOff());
    }

    /** Checks that the service was called on connections that there were; one that an attack broke may be made again. */
    void usesTheSameConnections(boolean breaksOff) {
        connections += breaksOff ? 1 : 0;
        assertThat(service.connections()).isLessThanOrEqualTo(connections);
    }

    private static boolean endsOpen(Attack attack, RawClient client) {
        return switch (attack.end()) {
            case OPEN -> {
                assertThat(client.send(next()).reply().status()).isEqualTo(200);
                yield true;
            }
            case CLOSED -> {
                assertThat(client.untilEnd()).isEmpty();
                yield false;
            }
            case EITHER -> isAnswered(client);
        };
    }

    private static boolean isAnswered(RawClient client) {
        try {
            client.send(next());
            List<String> head = client.replyHead();
            if (head.isEmpty()) {
                return false;
            }
            assertThat(head.get(0)).isEqualTo("HTTP/1.1 200 OK");
            return true;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private static String next() {
        return RawClient.head("GET", "/open/after");
    }

    private static void check(Attack attack, Reply reply, int status) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
        assertThat(reply.header("X-Request-Id")).matches(status < 200 ? "" : ID);
        if (status >= 400) {
            checkProblem(reply, attack.fault(), attack.method().equals("HEAD"));
            if (attack.end() == Attack.End.CLOSED) {
                assertThat(reply.header("Connection")).isEqualToIgnoringCase("close");
            }
        }
    }

    /** Checks that an answer is a problem document that says what it must, and nothing of the gateway's inside. */
    static void checkProblem(Reply reply, String fault, boolean headOnly) {
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.toString()).doesNotContain("Exception", "netty", "127.0.0.1");
        if (!headOnly) {
            Map<String, Object> problem = reply.json();
            assertThat(problem)
                    .containsEntry("type", "urn:gwanmun:fault:" + fault)
                    .containsEntry("status", reply.status())
                    .containsEntry("requestId", reply.header("X-Request-Id"));
        }
    }

    /** Sends a good request on a new connection. */
    void good(String name) {
        assertThat(gateway.get("/open/" + name).status()).isEqualTo(200);
    }

    /** Returns how the service sees a good request. */
    static String goodOne(String name) {
        return "GET /" + name + " HTTP/1.1";
    }

    static List<Received> whole(List<Received> got) {
        return got.stream().filter(Received::complete).toList();
    }

    List<String> transcripts(List<Received> got) {
        return got.stream().map(this::transcript).toList();
    }

    /**
     * Writes down a request as the service got it: the line, the header lines in the order of the alphabet with names in lower
     * case, and after an empty line the body, if there is one. What the gateway adds to every request is checked and left
     * out; {@code X-Forwarded-Host} only when it is {@code gateway.test}.
     */
    String transcript(Received request) {
        assertThat(request.all("Host")).containsExactly(service.authority());
        assertThat(request.all("X-Forwarded-For")).containsExactly("127.0.0.1");
        assertThat(request.all("X-Forwarded-Proto")).containsExactly("http");
        assertThat(request.all("X-Forwarded-Port")).singleElement().asString().matches("[0-9]+");
        assertThat(request.all("Forwarded"))
                .singleElement()
                .asString()
                .matches("for=127\\.0\\.0\\.1;proto=http;host=[^;,]+");
        assertThat(request.all("X-Request-Id")).singleElement().asString().matches(ID);
        List<String> lines = new ArrayList<>(List.of(request.line()));
        lines.addAll(Recorder.linesWithout(request, OURS));
        lines.remove("x-forwarded-host: gateway.test");
        return String.join("\n", lines) + (request.body().isEmpty() ? "" : "\n\n" + request.body());
    }

    /** Ends the attack: what is held must fall back to what was held at the start. */
    @Override
    public void close() {
        try (service;
                gateway) {
            gauges.awaitBase();
            assertThat(service.take()).isEmpty();
        }
    }
}

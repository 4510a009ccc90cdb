package io.gwanmun.gateway.attack;

import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.gwanmun.gateway.testing.LeakWatch;

import static io.gwanmun.gateway.attack.Attack.declined;
import static io.gwanmun.gateway.attack.Attack.get;
import static io.gwanmun.gateway.attack.Attack.passed;
import static io.gwanmun.gateway.attack.Attack.post;
import static io.gwanmun.gateway.attack.Attack.refused;

/** Heads that are none: SM10 to SM13, SM16 and the sizes and methods of HD08 and HD09 of the corpus. */
@ExtendWith(LeakWatch.class)
class SyntaxAttackIT {

    private static final String HOST = "Host: gateway.test\r\n";
    private static final String SMUGGLED = "GET /open/smuggled HTTP/1.1\r\n" + HOST + "\r\n";

    private static Target target;

    @BeforeAll
    static void start() {
        target = Target.started();
    }

    @AfterAll
    static void stop() {
        target.close();
    }

    static Stream<Attack> lineEnds() {
        return Stream.of(
                refused("SM10-lf-request-line", "GET /open/x HTTP/1.1\n" + HOST + "\r\n"),
                refused("SM10-lf-header", "GET /open/x HTTP/1.1\r\nHost: gateway.test\n\r\n"),
                refused("SM10-lf-all", "GET /open/x HTTP/1.1\nHost: gateway.test\n\n"),
                refused("SM10-lf-last", "GET /open/x HTTP/1.1\r\nHost: gateway.test\r\n\n" + SMUGGLED),
                refused("SM10-lf-in-value", get("X-A: a\nX-B: b")),
                refused("SM10-cr-in-value", get("X-A: a\rX-B: b")),
                refused("SM10-cr-in-name", get("X-\rA: a")),
                refused("SM10-cr-in-target", "GET /open/\rx HTTP/1.1\r\n" + HOST + "\r\n"),
                refused("SM10-cr-only", "GET /open/x HTTP/1.1\rHost: gateway.test\r\r" + SMUGGLED),
                refused("SM10-cr-cr-lf", "GET /open/x HTTP/1.1\r\r\n" + HOST + "\r\n"),
                refused("SM10-cr-cr-lf-last", "GET /open/x HTTP/1.1\r\n" + HOST + "\r\r\n\r\n"),
                passed("SM11", get("X-A: a\r\n b"), "GET /x HTTP/1.1\nx-a: a b"),
                passed("SM11-tab", get("X-A: a\r\n\tb"), "GET /x HTTP/1.1\nx-a: a b"),
                refused("SM11-te", post("Transfer-Encoding:\r\n chunked", "0\r\n\r\n" + SMUGGLED)),
                refused("SM11-te-tail", post("Transfer-Encoding: chunked\r\n , identity", "0\r\n\r\n" + SMUGGLED)),
                refused("SM11-cl", post("Content-Length: 5\r\n 5", "hello" + SMUGGLED)),
                refused("SM11-first", "GET /open/x HTTP/1.1\r\n X-A: a\r\n" + HOST + "\r\n"));
    }

    static Stream<Attack> names() {
        return Stream.of(
                        "X-A : a",
                        "X-A\t: a",
                        ": a",
                        "X-A",
                        "X A: a",
                        "X[: a",
                        "X\u00ef: a",
                        "X\u0085: a",
                        "X\u00a0: a",
                        "X(: a",
                        "X\tA: a",
                        "X\0: a",
                        "X\u007f: a",
                        "X@: a",
                        "X/: a",
                        "X,: a",
                        "X\": a",
                        "X{: a",
                        "X=: a")
                .map(line -> refused("SM12-" + line.replaceAll("[^!-~ ]", "?"), get(line)));
    }

    static Stream<Attack> values() {
        return Stream.of("a\0", "\0", "a\u0001b", "a\u000bb", "a\fb", "a\u001bb", "a\u007fb", "\b", "a\rb")
                .map(value -> refused("HD10-" + (int) value.charAt(value.length() / 2), get("X-A: " + value)));
    }

    /** A tab and bytes above ASCII may stand in a value (RFC 9110, section 5.5); the service gets the very same bytes. */
    static Stream<Attack> plainValues() {
        return Stream.of("a\tb", "caf\u00c3\u00a9", "\u0080\u00ff", "a  b", "")
                .map(value -> passed(
                        "HD10-as-it-is-" + value.codePoints().boxed().toList(),
                        get("X-A: " + value),
                        "GET /x HTTP/1.1\nx-a: " + value));
    }

    static Stream<Attack> beginnings() {
        return Stream.of(
                refused("SM13-nul", "\0" + get()),
                refused("SM13-soh", "\u0001" + get()),
                refused("SM13-nul-crlf", "\0\r\n" + get()),
                refused("SM13-tab", "\t" + get()),
                refused("SM13-del", "\u007f" + get()),
                refused("SM13-bom", "\u00ef\u00bb\u00bf" + get()),
                passed("SM13-empty-line", "\r\n" + get(), "GET /x HTTP/1.1"),
                refused(
                        "SM13-tls",
                        "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003" + "x".repeat(300) + "\r\n\r\n"));
    }

    static Stream<Attack> hosts() {
        Stream<Attack> wrong = Stream.of(
                        "Host: ",
                        "Host: a, b",
                        "Host: user@a",
                        "Host: a/b",
                        "Host: a:b",
                        "Host: a:1:2",
                        "Host: a b",
                        "Host: a?b",
                        "Host: a#b",
                        "Host: a\\b",
                        "Host: a\u00e9",
                        "Host: [::1",
                        "Host: a\r\nHost: a",
                        "Host: a\r\nHost: b",
                        "Host: a\r\nhOsT: b",
                        "Host: http://a",
                        "Host: %61",
                        "Host: <a>",
                        "X-Host: a")
                .map(host -> declined(
                        "SM16-" + host.replace("\r\n", "|"),
                        400,
                        "bad-request",
                        "GET /open/x HTTP/1.1\r\n" + host + "\r\n\r\n"));
        Stream<Attack> right = Stream.of("a", "A.test", "a:8080", "[::1]:80", "a.test.", "10.0.0.1", "a_b")
                .map(host -> passed(
                        "SM16-good-" + host,
                        "GET /open/x HTTP/1.1\r\nHost: " + host + "\r\n\r\n",
                        "GET /x HTTP/1.1\nx-forwarded-host: " + host));
        return Stream.concat(wrong, right);
    }

    /** The host of an absolute target counts, and the service is told that one. */
    static Stream<Attack> absoluteTargets() {
        Stream<Attack> hosts = Stream.of(
                        "http://user@other.test/open/x",
                        "http:///open/x",
                        "http://a,b/open/x",
                        "http://other.test:x/open/x")
                .map(target -> declined("SM16-" + target, 400, "bad-request", line(target)));
        Stream<Attack> paths = Stream.of(
                        "ftp://other.test/open/x",
                        "http:/open/x",
                        "//other.test/open/x",
                        "other.test/open/x",
                        "?/open/x")
                .map(target -> declined("SM16-" + target, 400, "bad-path", line(target)));
        Stream<Attack> wrong = Stream.concat(hosts, paths);
        return Stream.concat(
                wrong,
                Stream.of(
                        passed(
                                "SM16-absolute",
                                line("http://other.test/open/x"),
                                "GET /x HTTP/1.1\nx-forwarded-host: other.test"),
                        passed(
                                "SM16-absolute-upper",
                                line("HTTP://other.test/open/x"),
                                "GET /x HTTP/1.1\nx-forwarded-host: other.test")));
    }

    static Stream<Attack> methods() {
        String allowed = "method-not-allowed";
        return Stream.of(
                declined("HD08-TRACE", 405, allowed, "TRACE /open/x HTTP/1.1\r\n" + HOST + "Authorization: s\r\n\r\n"),
                declined("HD08-CONNECT", 405, allowed, "CONNECT /open/x HTTP/1.1\r\n" + HOST + "\r\n"),
                declined("HD08-CONNECT-authority", 405, allowed, "CONNECT a:80 HTTP/1.1\r\nHost: a:80\r\n\r\n"),
                declined("HD08-lower", 405, allowed, "get /open/x HTTP/1.1\r\n" + HOST + "\r\n"),
                declined("HD08-unknown", 405, allowed, "FROB /open/x HTTP/1.1\r\n" + HOST + "\r\n"),
                declined("HD08-PRI", 405, allowed, "PRI /open/x HTTP/1.1\r\n" + HOST + "\r\n"),
                refused("HD08-space", "GE T /open/x HTTP/1.1\r\n" + HOST + "\r\n"),
                refused("HD08-no-token", "G@T /open/x HTTP/1.1\r\n" + HOST + "\r\n"),
                refused("HD08-tabs", "GET\t/open/x\tHTTP/1.1\r\n" + HOST + "\r\n"),
                refused("HD08-two-spaces", "GET  /open/x HTTP/1.1\r\n" + HOST + "\r\n"),
                refused(
                        "HD08-10k",
                        414,
                        "target-too-long",
                        "G".repeat(10_240) + " /open/x HTTP/1.1\r\n" + HOST + "\r\n"));
    }

    /** Limits, each with what is just within it. A head has its {@code Host} line besides those that are counted here. */
    static Stream<Attack> sizes() {
        String eightK = "/open/" + "a".repeat(8192 - "GET /open/ HTTP/1.1".length());
        return Stream.of(
                passed("HD09-line-8192", line(eightK), "GET " + eightK.substring(5) + " HTTP/1.1"),
                refused("HD09-line-8193", 414, "target-too-long", line(eightK + "a")),
                refused("HD09-line-1M", 414, "target-too-long", line("/open/" + "a".repeat(1 << 20))),
                passed("HD09-100", get(lines(99)), "GET /x HTTP/1.1" + "\nx-a: b".repeat(99)),
                refused("HD09-101", 431, "head-too-large", get(lines(100))),
                refused("HD09-10000", 431, "head-too-large", get(lines(10_000))),
                passed("HD09-one-9k", get("X-A: " + "b".repeat(9216)), "GET /x HTTP/1.1\nx-a: " + "b".repeat(9216)),
                refused("HD09-one-16k", 431, "head-too-large", get("X-A: " + "b".repeat(16_384))),
                refused("HD09-cookie-1M", 431, "head-too-large", get("Cookie: a=" + "b".repeat(1 << 20))),
                refused("HD09-name-1M", 431, "head-too-large", get("X".repeat(1 << 20) + ": a")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({
        "lineEnds",
        "names",
        "values",
        "plainValues",
        "beginnings",
        "hosts",
        "absoluteTargets",
        "methods",
        "sizes"
    })
    void callWhenHeadIsOddThenRefusedOrPassedOnAsItIs(Attack attack) {
        target.withstands(attack);
    }

    private static String line(String target) {
        return "GET " + target + " HTTP/1.1\r\n" + HOST + "\r\n";
    }

    private static String[] lines(int count) {
        return Stream.generate(() -> "X-A: b").limit(count).toArray(String[]::new);
    }
}

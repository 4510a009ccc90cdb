package io.gwanmun.gateway.attack;

import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.gwanmun.gateway.testing.LeakWatch;

import static io.gwanmun.gateway.attack.Attack.brokenOff;
import static io.gwanmun.gateway.attack.Attack.chunked;
import static io.gwanmun.gateway.attack.Attack.passed;

/** Bodies in chunks that two readers might cut differently: SM07, SM08, SM09 and SM14 of the corpus. */
@ExtendWith(LeakWatch.class)
class ChunkAttackIT {

    private static final String END = "0\r\n\r\n";
    private static final String HELLO = "POST /x HTTP/1.1\ntransfer-encoding: chunked\n\nhello";
    private static final String LONG = "POST /x HTTP/1.1\ntransfer-encoding: chunked\n\n";
    private static final String SMUGGLED = "GET /open/smuggled HTTP/1.1\r\nHost: gateway.test\r\n\r\n";

    private static Target target;

    @BeforeAll
    static void start() {
        target = Target.started();
    }

    @AfterAll
    static void stop() {
        target.close();
    }

    /** Sizes that are no hexadecimal number, or too large a one. */
    static Stream<Attack> sizes() {
        Stream<Attack> refused = Stream.of(
                        "0x5",
                        "+5",
                        "-5",
                        "5_0",
                        "_5",
                        " 5",
                        "5 ",
                        "\t5",
                        "",
                        "g",
                        "\u0665",
                        "5h",
                        "100000004",
                        "7fffffffffffffff5",
                        "ffffffffffffffff5",
                        "ffffffff",
                        "80000000",
                        "00000000000000005",
                        "00000000000000000005",
                        "0".repeat(4000) + "5",
                        "00000000000000005;a=b")
                .map(size -> broken("SM07-" + shown(size), size + "\r\nhello\r\n" + END));
        Stream<Attack> good = Stream.of(
                passed("SM07-zeroes", chunked("0005\r\nhello\r\n" + END), HELLO),
                passed("SM07-upper", chunked("A\r\nhellohello\r\n" + END), HELLO + "hello"));
        return Stream.concat(refused, good);
    }

    /** Sizes behind others, where a reader that counts digits may have lost its place. */
    static Stream<Attack> laterSizes() {
        String zeros = "0".repeat(16);
        return Stream.of(
                passed("SM07-16-digits", chunked("0000000000000005\r\nhello\r\n" + zeros + "\r\n\r\n"), HELLO),
                passed("SM07-digits-in-content", chunked("12\r\n" + zeros + "\r\n\r\n" + END), LONG + zeros + "\r\n"),
                passed("SM07-digits-in-trailer", chunked("5\r\nhello\r\n0\r\n" + zeros + "0: a\r\n\r\n"), HELLO),
                broken("SM07-second", "5\r\nhello\r\n" + zeros + "5\r\nhello\r\n" + END),
                broken("SM07-last", "5\r\nhello\r\n" + zeros + "0\r\n\r\n"));
    }

    /** Extensions are dropped, or refused when a reader behind might end them elsewhere. */
    static Stream<Attack> extensions() {
        return Stream.of(
                passed("SM08", chunked("5;a=b\r\nhello\r\n0;c\r\n\r\n"), HELLO),
                passed("SM08-quoted", chunked("5;a=\"b c\"\r\nhello\r\n" + END), HELLO),
                passed("SM08-bare", chunked("5;\r\nhello\r\n" + END), HELLO),
                broken("SM08-nul", "5;a\0=b\r\nhello\r\n" + END),
                broken("SM08-bare-cr", "5;a\rb\r\nhello\r\n" + END),
                broken("SM08-bare-lf", "5;\nxx\r\n45\r\n" + END),
                broken("SM08-bare-lf-in-last", "0;\n" + SMUGGLED),
                broken("SM08-quoted-crlf", "5;a=\"\r\nhello\r\n\"\r\nhello\r\n" + END),
                broken("SM08-64k", "5;" + "a".repeat(1 << 16) + "\r\nhello\r\n" + END));
    }

    static Stream<Attack> ends() {
        return Stream.of(
                broken("SM09-spill", "5\r\nhello world\r\n" + END),
                broken("SM09-spilled-request", "5\r\nhello" + SMUGGLED + END),
                broken("SM09-no-crlf", "5\r\nhello0\r\n\r\n"),
                broken("SM09-two-bytes", "5\r\nhelloXX0\r\n\r\n"),
                broken("SM09-lf-after-size", "5\nhello\r\n" + END),
                broken("SM09-lf-after-data", "5\r\nhello\n" + END),
                broken("SM09-lf-everywhere", "5\nhello\n0\n\n"),
                broken("SM09-cr-after-size", "5\rhello\r\n" + END),
                broken("SM09-cr-after-data", "5\r\nhello\r" + END),
                broken("SM09-lf-after-last", "5\r\nhello\r\n0\n\n" + SMUGGLED),
                broken("SM09-junk-instead-of-size", "5\r\nhello\r\n" + SMUGGLED),
                broken("SM09-crlf-first", "\r\n5\r\nhello\r\n" + END));
    }

    /** Fields after the body are dropped, whatever they are called, and never become fields of the head. */
    static Stream<Attack> trailers() {
        return Stream.of(
                        "Content-Length: 50",
                        "Transfer-Encoding: chunked",
                        "Host: evil.test",
                        "Authorization: Basic YTpi",
                        "X-User-Id: admin",
                        "X-Forwarded-For: 6.6.6.6",
                        "X-Request-Id: evil",
                        "Content-Length: 5\r\nConnection: close",
                        "X-Plain: plain")
                .map(trailer -> passed(
                        "SM14-" + trailer.replace("\r\n", "|"),
                        chunked("5\r\nhello\r\n0\r\n" + trailer + "\r\n\r\n"),
                        HELLO));
    }

    static Stream<Attack> brokenTrailers() {
        return Stream.of(
                broken("SM14-space-before-colon", "0\r\nX-A : b\r\n\r\n"),
                broken("SM14-no-colon", "0\r\nX-A\r\n\r\n"),
                broken("SM14-bare-lf", "0\r\nX-A: b\n\r\n"),
                broken("SM14-nul", "0\r\nX-A: b\0\r\n\r\n"),
                broken("SM14-64k", "0\r\nX-A: " + "b".repeat(1 << 16) + "\r\n\r\n"),
                broken("SM14-10000", "0\r\n" + "X-A: b\r\n".repeat(10_000) + "\r\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"sizes", "laterSizes", "extensions", "ends", "trailers", "brokenTrailers"})
    void callWhenChunksAreInDoubtThenServiceNeverTakesThemForWhole(Attack attack) {
        target.withstands(attack);
    }

    private static String shown(String size) {
        return size.replaceAll("[^!-~]", "?").replaceAll("0{40,}", "00..00");
    }

    private static Attack broken(String id, String body) {
        return brokenOff(id, chunked(body));
    }
}

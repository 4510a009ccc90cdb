package io.gwanmun.gateway.attack;

import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.gwanmun.gateway.testing.LeakWatch;

import static io.gwanmun.gateway.attack.Attack.End.CLOSED;
import static io.gwanmun.gateway.attack.Attack.chunked;
import static io.gwanmun.gateway.attack.Attack.declined;
import static io.gwanmun.gateway.attack.Attack.get;
import static io.gwanmun.gateway.attack.Attack.passed;
import static io.gwanmun.gateway.attack.Attack.post;
import static io.gwanmun.gateway.attack.Attack.refused;

/** Where does a request end, and which version is it? SM01 to SM06, SM15, SM19, SM22 and SM25 of the corpus. */
@ExtendWith(LeakWatch.class)
class FramingAttackIT {

    private static final String TE = "Transfer-Encoding: ";
    private static final String CL = "Content-Length: ";
    private static final String END = "0\r\n\r\n";
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

    /** Both framings, or one a server behind might not see. */
    static Stream<Attack> lengthAndCoding() {
        return Stream.of(
                refused("SM01", post(CL + "6\r\n" + TE + "chunked", END + "G")),
                refused("SM01-te-first", post(TE + "chunked\r\n" + CL + "6", END + "G")),
                refused("SM01-cl-0", post(CL + "0\r\n" + TE + "chunked", END + SMUGGLED)),
                refused("SM02", post(CL + "4\r\n" + TE + "chunked", "5c\r\n" + SMUGGLED + "\r\n" + END)),
                refused("SM02-pipelined", post(CL + "4\r\n" + TE + "chunked", END + SMUGGLED)),
                refused("SM03-xchunked", post(TE + "xchunked", END + SMUGGLED)),
                passed("SM03-space", post(TE + "  chunked", END), "POST /x HTTP/1.1\ntransfer-encoding: chunked"),
                refused("SM03-vt-after", post(TE + "chunked\u000b", END + SMUGGLED)),
                refused("SM03-ff-before", post(TE + "\fchunked", END + SMUGGLED)),
                refused("SM03-nul-after", post(TE + "chunked\0", END + SMUGGLED)),
                refused("SM03-two", post(TE + "chunked\r\n" + TE + "identity", END + SMUGGLED)),
                refused("SM03-two-same", post(TE + "chunked\r\n" + TE + "chunked", END + SMUGGLED)),
                refused("SM03-then-identity", post(TE + "chunked, identity", END + SMUGGLED)),
                refused("SM03-identity", post(TE + "identity", END + SMUGGLED)),
                refused("SM03-gzip", post(TE + "gzip", END + SMUGGLED)),
                refused("SM03-gzip-chunked", post(TE + "gzip, chunked", END + SMUGGLED)),
                refused("SM03-chunked-twice", post(TE + "chunked, chunked", END + SMUGGLED)),
                refused("SM03-empty", post(TE, SMUGGLED)),
                refused("SM03-comma", post(TE + ",chunked", END + SMUGGLED)),
                refused("SM03-comma-after", post(TE + "chunked,", END + SMUGGLED)),
                refused("SM03-parameter", post(TE + "chunked;a=b", END + SMUGGLED)),
                refused("SM03-quoted", post(TE + "\"chunked\"", END + SMUGGLED)),
                refused("SM03-dotless", post(TE + "\u00e7hunked", END + SMUGGLED)),
                refused("SM03-underscore", post("Transfer_Encoding: chunked\r\n" + TE + "x", END + SMUGGLED)),
                passed("SM03-case", post(TE + "ChUnKeD", END), "POST /x HTTP/1.1\ntransfer-encoding: chunked"));
    }

    /** Lengths that two readers might read differently. Two equal ones may collapse; we refuse them too. */
    static Stream<Attack> lengths() {
        return Stream.of(
                        "5\r\n" + CL + "6",
                        "6\r\n" + CL + "5",
                        "5\r\n" + CL + "5",
                        "5, 5",
                        "5, 6",
                        "5,5",
                        "+5",
                        "-5",
                        "-0",
                        "0x5",
                        "0o5",
                        "1_0",
                        "5 5",
                        "",
                        "5;",
                        "5.0",
                        "5e0",
                        "\"5\"",
                        "\u00b5",
                        "5\u000b",
                        "5\0",
                        "99999999999999999999",
                        "9223372036854775808",
                        "18446744073709551621")
                .map(value -> refused("SM06-" + printable(value), post(CL + value, "hello" + SMUGGLED)));
    }

    /** Bodies where none is looked for, and lengths that hide. */
    static Stream<Attack> hidden() {
        String none = "POST /none HTTP/1.1\r\nHost: gateway.test\r\n";
        String closed = "POST /closed/x HTTP/1.1\r\nHost: gateway.test\r\n";
        String body = SMUGGLED;
        String length = CL + body.length() + "\r\n\r\n" + body;
        String hex = Integer.toHexString(body.length()) + "\r\n" + body + "\r\n" + END;
        return Stream.of(
                passed(
                        "SM04-get-chunked",
                        get(TE + "chunked") + "3\r\nabc\r\n" + END,
                        "GET /x HTTP/1.1\ntransfer-encoding: chunked\n\nabc"),
                passed(
                        "SM04-options-chunked",
                        "OPTIONS" + get(TE + "chunked").substring(3) + "3\r\nabc\r\n" + END,
                        "OPTIONS /x HTTP/1.1\ntransfer-encoding: chunked\n\nabc"),
                passed("SM04-get-length", get(CL + "3") + "abc", "GET /x HTTP/1.1\ncontent-length: 3\n\nabc"),
                declined("SM04-no-route-length", 404, "no-route", none + length),
                declined("SM04-no-route-chunked", 404, "no-route", none + TE + "chunked\r\n\r\n" + hex),
                declined("SM04-closed-length", 401, "unauthenticated", closed + length),
                declined("SM04-closed-chunked", 401, "unauthenticated", closed + TE + "chunked\r\n\r\n" + hex),
                declined("SM04-trace", 405, "method-not-allowed", "TRACE /open/x HTTP/1.1\r\nHost: a\r\n" + length),
                refused("SM04-space-before-colon", post("Content-Length : 5", "hello" + SMUGGLED)),
                refused(
                        "SM04-first-line",
                        "POST /open/x HTTP/1.1\r\n Content-Length: 5\r\nHost: gateway.test\r\n\r\nhello"),
                refused("SM04-underscore", post("Content_Length: 5\r\nContent-Length : 5", "hello")),
                refused("SM04-nul-in-name", post("Content-\0Length: 5", "hello")),
                passed(
                                "SM05",
                                post("Expect: 100-continue\r\n" + CL + "5", "hello"),
                                "POST /x HTTP/1.1\n" + "content-length: 5\n\nhello")
                        .answered(100, 200),
                declined(
                        "SM05-two-words",
                        417,
                        "expectation-failed",
                        post("Expect: y 100-continue\r\n" + CL + "5", "hello")),
                declined("SM05-unknown", 417, "expectation-failed", post("Expect: tea\r\n" + CL + "5", "hello")));
    }

    static Stream<Attack> versions() {
        String rest = "\r\nHost: gateway.test\r\n\r\n";
        return Stream.of(
                refused("SM15-te-in-1.0", chunked(END + SMUGGLED).replaceFirst("1\\.1", "1.0")),
                refused("SM15-1.2", "GET /open/x HTTP/1.2" + rest),
                refused("SM15-01.1", "GET /open/x HTTP/01.1" + rest),
                refused("SM15-1", "GET /open/x HTTP/1" + rest),
                refused("SM15-1.10", "GET /open/x HTTP/1.10" + rest),
                refused("SM15-lower", "GET /open/x http/1.1" + rest),
                refused("SM15-other", "GET /open/x HTTQ/1.1" + rest),
                refused("SM15-2.0", "GET /open/x HTTP/2.0" + rest),
                refused("SM15-3.0", "GET /open/x HTTP/3.0" + rest),
                refused("SM15-0.9", "GET /open/x\r\n\r\n"),
                refused("SM15-1.1-trailing", "GET /open/x HTTP/1.1 x" + rest),
                refused("SM15-preface-without-host", "PRI * HTTP/2.0\r\n\r\nXX\r\n\r\n"));
    }

    /** What asks for another protocol is a request like any other; it is neither honoured nor handed on. */
    static Stream<Attack> upgrades() {
        String settings = "HTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA";
        return Stream.of(
                passed(
                        "SM19",
                        get("Sec-WebSocket-Version: 7", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="),
                        "GET /x HTTP/1.1\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\nsec-websocket-version: 7"),
                passed("SM25", get("Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", settings), "GET /x HTTP/1.1"),
                passed("SM25-not-named", get("Upgrade: h2c", settings), "GET /x HTTP/1.1"),
                passed(
                        "SM25-with-body",
                        post(
                                "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n" + settings + "\r\n" + CL
                                        + "5",
                                "hello"),
                        "POST /x HTTP/1.1\ncontent-length: 5\n\nhello"));
    }

    static Stream<Attack> pipelines() {
        return Stream.of(
                passed("SM22", get("X-N: 1") + get("X-N: 2"), "GET /x HTTP/1.1\nx-n: 1", "GET /x HTTP/1.1\nx-n: 2"),
                passed(
                        "SM22-body-between",
                        get("X-N: 1") + post(CL + "5", "hello") + get("X-N: 2"),
                        "GET /x HTTP/1.1\nx-n: 1",
                        "POST /x HTTP/1.1\ncontent-length: 5\n\nhello",
                        "GET /x HTTP/1.1\nx-n: 2"),
                passed("SM22-then-bad", get("X-N: 1") + post(CL + "+5", SMUGGLED), "GET /x HTTP/1.1\nx-n: 1")
                        .failing("bad-request")
                        .answered(200, 400)
                        .then(CLOSED),
                passed("SM22-after-close", get("Connection: close") + SMUGGLED, "GET /x HTTP/1.1")
                        .then(CLOSED));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"lengthAndCoding", "lengths", "hidden", "versions", "upgrades", "pipelines"})
    void callWhenItsEndIsInDoubtThenNobodyTakesItForTwo(Attack attack) {
        target.withstands(attack);
    }

    private static String printable(String value) {
        return value.replaceAll("[^!-~ ]", "?");
    }
}

package io.gwanmun.gateway.attack;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.gwanmun.gateway.testing.Http2Reply;
import io.gwanmun.gateway.testing.LeakWatch;
import io.gwanmun.gateway.testing.RawHttp2;
import io.gwanmun.gateway.testing.Recorder.Received;

import static io.gwanmun.gateway.attack.H2Attack.brokenOff;
import static io.gwanmun.gateway.attack.H2Attack.ends;
import static io.gwanmun.gateway.attack.H2Attack.get;
import static io.gwanmun.gateway.attack.H2Attack.malformed;
import static io.gwanmun.gateway.attack.H2Attack.passed;
import static io.gwanmun.gateway.attack.H2Attack.post;
import static io.gwanmun.gateway.testing.RawHttp2.DATA;
import static io.gwanmun.gateway.testing.RawHttp2.END_HEADERS;
import static io.gwanmun.gateway.testing.RawHttp2.END_STREAM;
import static io.gwanmun.gateway.testing.RawHttp2.HEADERS;
import static org.assertj.core.api.Assertions.assertThat;

/** Messages of HTTP/2 that would become others in HTTP/1.1: SM17 and SM18 of the corpus. */
@ExtendWith(LeakWatch.class)
class Http2AttackIT {

    private static final String AUTHORITY = ":authority=gateway.test";
    private static final String POSTED = "POST /x HTTP/1.1\n";

    private static Target target;

    @BeforeAll
    static void start() {
        target = Target.started();
    }

    @AfterAll
    static void stop() {
        target.close();
    }

    static Stream<H2Attack> good() {
        return Stream.of(
                passed("good", client -> client.headers(1, get()), "GET /x HTTP/1.1"),
                passed(
                        "good-body",
                        client -> client.open(1, post("content-length=5")).frame(DATA, END_STREAM, 1, bytes("hello")),
                        POSTED + "content-length: 5\n\nhello"),
                passed(
                        "good-body-without-length",
                        client -> client.open(1, post()).frame(DATA, END_STREAM, 1, bytes("hello")),
                        POSTED + "transfer-encoding: chunked\n\nhello"),
                passed(
                        "good-length-list",
                        client ->
                                client.open(1, post("content-length=5, 5")).frame(DATA, END_STREAM, 1, bytes("hello")),
                        POSTED + "content-length: 5\n\nhello"),
                passed(
                        "good-length-zero",
                        client -> client.open(1, post("content-length=0"))
                                .frame(DATA, 0, 1)
                                .frame(DATA, END_STREAM, 1),
                        POSTED + "content-length: 0"),
                passed(
                        "good-length-zero-and-trailers",
                        client -> client.open(1, post("content-length=0")).headers(1, "x-a=b"),
                        POSTED + "content-length: 0"),
                passed("good-te", client -> client.headers(1, get("te=trailers")), "GET /x HTTP/1.1"),
                passed("good-host", client -> client.headers(1, get("host=gateway.test")), "GET /x HTTP/1.1"),
                passed(
                        "good-cookies",
                        client -> client.headers(1, get("cookie=a=b", "cookie=c=d")),
                        "GET /x HTTP/1.1\ncookie: a=b; c=d"),
                passed(
                        "SM14-trailers",
                        client -> client.open(1, post("content-length=5"))
                                .frame(DATA, 0, 1, bytes("hello"))
                                .headers(1, "x-user-id=admin", "authorization=a"),
                        POSTED + "content-length: 5\n\nhello"));
    }

    /** Lengths that the body is not of. */
    static Stream<H2Attack> lengths() {
        return Stream.of(
                hello("SM17-length-above", "content-length=6"),
                hello("SM17-length-below", "content-length=4"),
                hello("SM17-length-two", "content-length=5", "content-length=6"),
                hello("SM17-length-plus", "content-length=+5"),
                hello("SM17-length-negative", "content-length=-5"),
                hello("SM17-length-empty", "content-length="),
                malformed("SM17-length-without-body", post("content-length=5")),
                malformed(
                        "SM17-length-zero",
                        client -> client.open(1, post("content-length=0")).frame(DATA, END_STREAM, 1, bytes("hello"))),
                malformed(
                        "SM17-length-zero-late",
                        client -> client.open(1, post("content-length=0"))
                                .frame(DATA, 0, 1)
                                .frame(DATA, 0, 1, bytes("hello"))
                                .frame(DATA, END_STREAM, 1)),
                malformed(
                        "SM17-length-zero-and-trailers",
                        client -> client.open(1, post("content-length=0"))
                                .frame(DATA, 0, 1, bytes("hello"))
                                .headers(1, "x-a=b")),
                trailing("SM17-length-and-trailers", END_STREAM, "x-a=b", "content-length=6"),
                trailing("SM17-pseudo-in-trailers", END_STREAM, ":path=/open/y"),
                trailing("SM17-upper-in-trailers", END_STREAM, "X-A=b"),
                trailing("SM17-trailers-without-end", 0, "x-a=b"));
    }

    /** A POST with five bytes. */
    private static H2Attack hello(String id, String... fields) {
        return brokenOff(id, client -> client.open(1, post(fields)).frame(DATA, END_STREAM, 1, bytes("hello")));
    }

    /** A POST with five bytes and a trailer. */
    private static H2Attack trailing(String id, int flags, String trailer, String... fields) {
        return brokenOff(
                id,
                client -> client.open(1, post(fields))
                        .frame(DATA, 0, 1, bytes("hello"))
                        .frame(HEADERS, END_HEADERS | flags, 1, RawHttp2.block(trailer)));
    }

    /** Fields that HTTP/2 has no use for, or that would end a line or begin one in HTTP/1.1. */
    static Stream<H2Attack> fields() {
        return Stream.of(
                        "transfer-encoding=chunked",
                        "connection=close",
                        "connection=x-user-id",
                        "keep-alive=1",
                        "proxy-connection=close",
                        "upgrade=h2c",
                        "te=gzip",
                        "te=trailers, gzip",
                        "X-Upper=a",
                        "x-a:b=c",
                        "x a=b",
                        "x-a\r\nx-b=c",
                        "x-a\n=c",
                        "x-a\0=b",
                        "x-\u00e9=b",
                        "x-a(=b",
                        "x-\u007f=b",
                        "x-a=b\r\nx-c: d",
                        "x-a=b\n",
                        "x-a=b\r",
                        "x-a=b\0",
                        "x-a=\u0001",
                        "x-a=b\u007f",
                        "host=other.test",
                        "host=gateway.test:81",
                        "host=a\r\nx-b: c")
                .map(field -> malformed("SM17-" + printable(field), get(field)));
    }

    static Stream<H2Attack> pseudoFields() {
        return Stream.of(
                malformed("SM17-pseudo-after-regular", swapped(get("x-a=b"))),
                malformed("SM17-two-path", get(":path=/open/y")),
                malformed("SM17-two-method", get(":method=GET")),
                malformed("SM17-two-scheme", get(":scheme=http")),
                malformed("SM17-two-authority", get(":authority=gateway.test")),
                malformed("SM17-no-path", ":method=GET", ":scheme=http", AUTHORITY),
                malformed("SM17-no-method", ":scheme=http", AUTHORITY, ":path=/open/x"),
                malformed("SM17-no-scheme", ":method=GET", AUTHORITY, ":path=/open/x"),
                malformed("SM17-no-authority", ":method=GET", ":scheme=http", ":path=/open/x"),
                malformed("SM17-status", get(":status=200")),
                malformed("SM17-unknown", get(":foo=bar")),
                malformed(
                        "SM17-empty-name",
                        client -> client.frame(
                                HEADERS,
                                END_STREAM | END_HEADERS,
                                1,
                                concat(RawHttp2.block(get()), (byte) 0, (byte) 0, (byte) 0))));
    }

    static Stream<H2Attack> targets() {
        Stream<H2Attack> paths = Stream.of(
                        "/open/x HTTP/1.1",
                        "/open/x HTTP/1.1\r\nHost: evil.test\r\n\r\nGET /open/y",
                        "/open/x\nX-A: b",
                        "/open/x\0",
                        "/open/\tx",
                        "",
                        "open/x",
                        "http://gateway.test/open/x",
                        "gateway.test:80",
                        "/open/x#y",
                        "*")
                .map(path -> malformed("SM17-path-" + printable(path), path(path)));
        Stream<H2Attack> authorities = Stream.of("a@gateway.test", "", "a, b", "a/b", "a\r\nX-A: b", "a b", "a:b")
                .map(authority -> malformed(
                        "SM17-authority-" + printable(authority), RawHttp2.request("GET", authority, "/open/x")));
        Stream<H2Attack> methods = Stream.of("GET /open/y HTTP/1.1\r\n", "", "G@T", "GET ")
                .map(method -> malformed("SM17-method-" + printable(method), method(method)));
        Stream<H2Attack> schemes = Stream.of("http\r\nX-A: b", "")
                .map(scheme -> malformed(
                        "SM17-scheme-" + printable(scheme),
                        ":method=GET",
                        ":scheme=" + scheme,
                        AUTHORITY,
                        ":path=/open/x"));
        return Stream.of(paths, authorities, methods, schemes).flatMap(rows -> rows);
    }

    private static String printable(String text) {
        return text.replaceAll("[^!-~ ]", "?");
    }

    static Stream<H2Attack> methods() {
        String refused = "405 method-not-allowed";
        return Stream.of(
                tunnel("SM18-connect", ":method=CONNECT", ":authority=a.test:80"),
                tunnel("SM18-connect-path", RawHttp2.request("CONNECT", "gateway.test", "/open/x")),
                tunnel("SM18-connect-closed", RawHttp2.request("CONNECT", "gateway.test", "/closed/x")),
                tunnel("SM18-extended", protocol("/open/x")),
                tunnel("SM18-extended-closed", protocol("/closed/x")),
                ends("HD08-TRACE", refused, client -> client.headers(1, method("TRACE"))),
                ends("HD08-lower", refused, client -> client.headers(1, method("get"))),
                ends("HD08-unknown", refused, client -> client.headers(1, method("FROB"))));
    }

    private static H2Attack tunnel(String id, String... fields) {
        Set<String> ends = Set.of("405 method-not-allowed", "reset 1", "400 bad-request");
        return new H2Attack(id, client -> client.open(1, fields), ends, List.of(), false);
    }

    /** Limits of a head; they are those of HTTP/1.1. */
    static Stream<H2Attack> sizes() {
        String[] fields = Stream.generate(() -> "x-a=b").limit(200).toArray(String[]::new);
        return Stream.of(
                ends("HD09-200", "431 head-too-large", client -> client.headers(1, get(fields))),
                ends("HD09-17k", "431 head-too-large", client -> split(client, get("x-a=" + "b".repeat(17_000)))),
                ends(
                        "HD09-path",
                        "414 target-too-long",
                        client -> client.headers(1, path("/open/" + "a".repeat(8192)))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"good", "lengths", "fields", "pseudoFields", "targets", "methods", "sizes"})
    void callWhenMessageIsMalformedThenItNeverBecomesAnother(H2Attack attack) {
        target.judging(attack.id(), () -> play(attack));
    }

    private static void play(H2Attack attack) {
        List<String> expected = new ArrayList<>(attack.received());
        try (RawHttp2 client = RawHttp2.to(target.gateway().port())) {
            attack.frames().accept(client);
            Http2Reply reply = client.reply(1);
            assertThat(H2Attack.endOf(reply)).as(reply.toString()).isIn(attack.ends());
            if (reply.goneAway() < 0) {
                client.headers(3, RawHttp2.request("GET", "gateway.test", "/open/after"));
                assertThat(client.reply(3).status()).isEqualTo(200);
                expected.add(Target.goodOne("after"));
            }
        }
        target.good("probe");
        expected.add(Target.goodOne("probe"));
        List<Received> got = target.service().take();
        assertThat(target.transcripts(Target.whole(got))).isEqualTo(expected);
        int broken = got.size() - Target.whole(got).size();
        assertThat(broken).isLessThanOrEqualTo(attack.breaksOff() ? 1 : 0);
        target.usesTheSameConnections(attack.breaksOff());
    }

    private static String[] path(String path) {
        return RawHttp2.request("GET", "gateway.test", path);
    }

    private static String[] method(String method) {
        return RawHttp2.request(method, "gateway.test", "/open/x");
    }

    private static String[] protocol(String path) {
        return RawHttp2.request("CONNECT", "gateway.test", path, ":protocol=websocket", "sec-websocket-version=13");
    }

    /** Puts the last field first. */
    private static String[] swapped(String... fields) {
        String[] swapped = new String[fields.length];
        swapped[0] = fields[fields.length - 1];
        System.arraycopy(fields, 0, swapped, 1, fields.length - 1);
        return swapped;
    }

    /** Sends a head that is too large for one frame. */
    private static void split(RawHttp2 client, String... fields) {
        byte[] block = RawHttp2.block(fields);
        client.frame(HEADERS, END_STREAM, 1, Arrays.copyOf(block, 16_384))
                .frame(RawHttp2.CONTINUATION, END_HEADERS, 1, Arrays.copyOfRange(block, 16_384, block.length));
    }

    private static byte[] concat(byte[] head, byte... tail) {
        byte[] all = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, all, head.length, tail.length);
        return all;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

package io.gwanmun.gateway.attack;

import java.util.stream.IntStream;
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

/** Who does a caller claim to be? HD01, HD02, HD05 to HD07, HD10 to HD13 and SM23 of the corpus. */
@ExtendWith(LeakWatch.class)
class HeaderAttackIT {

    private static final String YAML = """
            apiVersion: gateway/v1
            upstreams:
              echo: {targets: ["%s"]}
            apis:
              open:
                path: /open
                access: none
                routes:
                  added:
                    match: {path: "/added"}
                    filters: [{name: AddRequestHeader, args: {name: X-User-Id, value: gateway}}]
                    to: {upstream: echo}
                  rewritten: {match: {path: "/rewritten/{id}"}, to: {upstream: echo, path: "/{id}/details"}}
                  all: {match: {path: "/{rest...}"}, to: {upstream: echo}}
              closed:
                path: /closed
                routes:
                  all: {match: {path: "/{rest...}"}, to: {upstream: echo}}
              reading:
                path: /reading
                access: none
                routes:
                  all: {match: {path: "/{id}", methods: [GET]}, to: {upstream: echo}}
              tenant:
                path: /tenant
                hosts: [one.test]
                access: none
                routes:
                  all: {to: {upstream: echo}}
            """;
    private static final String PLAIN = "GET /x HTTP/1.1";

    private static Target target;

    @BeforeAll
    static void start() {
        target = Target.started(YAML);
    }

    @AfterAll
    static void stop() {
        target.close();
    }

    /** What a caller names in Connection is taken from it, never from what the gateway adds. */
    static Stream<Attack> connectionOptions() {
        return Stream.of(
                        "X-User-Id",
                        "X-Api-Key",
                        "Authorization",
                        "X-Forwarded-For",
                        "X-Forwarded-Proto",
                        "X-Request-Id",
                        "Cookie",
                        "Host",
                        "x-user-id, HOST, x-request-id",
                        "keep-alive, X-User-Id",
                        "X-User-Id\r\nConnection: X-Request-Id")
                .map(named -> passed(
                        "HD01-" + named.replace("\r\n", "|"),
                        get("Connection: " + named).replace("/open/x", "/open/added"),
                        "GET /added HTTP/1.1\nx-user-id: gateway"));
    }

    static Stream<Attack> connectionOptionsThatFrame() {
        return Stream.of(
                passed(
                        "HD01-Content-Length",
                        post("Connection: Content-Length\r\nContent-Length: 5", "hello"),
                        "POST /x HTTP/1.1\ncontent-length: 5\n\nhello"),
                passed(
                        "HD01-Transfer-Encoding",
                        post("Connection: Transfer-Encoding\r\nTransfer-Encoding: chunked", "5\r\nhello\r\n0\r\n\r\n"),
                        "POST /x HTTP/1.1\ntransfer-encoding: chunked\n\nhello"),
                declined(
                        "HD01-on-closed",
                        401,
                        "unauthenticated",
                        closed("Connection: Authorization, X-User-Id\r\nAuthorization: Bearer x")));
    }

    /** What belongs to the client's connection stops here. */
    static Stream<Attack> hopByHop() {
        return Stream.of(
                        "Proxy-Connection: keep-alive",
                        "TE: trailers, x",
                        "TE: trailers",
                        "Keep-Alive: timeout=5",
                        "Upgrade: websocket",
                        "Connection: Upgrade\r\nUpgrade: foo/2",
                        "Trailer: X-A",
                        "Connection: X-Private\r\nX-Private: a",
                        "Connection: x-PRIVATE , \r\nX-Private: a",
                        "Connection: ,,,",
                        "Connection: keep-alive")
                .map(lines -> passed("HD02-" + lines.replace("\r\n", "|"), get(lines), PLAIN));
    }

    /** Nobody is a trusted proxy here, so the peer counts, whatever it says. */
    static Stream<Attack> addresses() {
        return Stream.of(
                        "X-Forwarded-For: 127.0.0.1",
                        "X-Forwarded-For: 6.6.6.6:80, 7.7.7.7",
                        "X-Forwarded-For: [::1]:80",
                        "X-Forwarded-For: 10.0.0.1.evil.com",
                        "X-Forwarded-For: _hidden, unknown, \"",
                        "X-Forwarded-For: a\r\nX-Forwarded-For: b",
                        "X-Forwarded-For: " + "1.1.1.1,".repeat(1000) + "1.1.1.1",
                        "Forwarded: for=127.0.0.1;proto=https;host=a",
                        "Forwarded: for=\"[::1]:80\"",
                        "X-Real-IP: 127.0.0.1")
                .map(line -> passed("HD05-" + shortened(line), get(line), PLAIN));
    }

    static Stream<Attack> publicAddress() {
        return Stream.of(
                        "X-Forwarded-Host: evil.test",
                        "X-Forwarded-Proto: https",
                        "X-Forwarded-Prefix: /evil",
                        "X-Forwarded-Port: 443",
                        "X-Forwarded-Ssl: on")
                .map(line -> passed("HD06-" + line, get(line), PLAIN));
    }

    /** The real method counts; what else is said is a header like any other. */
    static Stream<Attack> methodOverrides() {
        return Stream.of("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override")
                .flatMap(name -> Stream.of(
                        passed(
                                "HD07-" + name,
                                get(name + ": DELETE"),
                                PLAIN + '\n' + name.toLowerCase(java.util.Locale.ROOT) + ": DELETE"),
                        declined(
                                "HD07-to-" + name,
                                405,
                                "method-not-allowed",
                                post(name + ": GET\r\nContent-Length: 0", "").replace("/open/x", "/reading/x"))));
    }

    /** A request id that is not well formed is replaced, so it reaches neither log nor service nor answer. */
    static Stream<Attack> requestIds() {
        return Stream.of(
                        "a b",
                        "a;b",
                        "caf\u00e9",
                        "\u0080\u00ff",
                        "a\tb",
                        "\"a\"",
                        "${jndi:x}",
                        "%0d%0a",
                        "a".repeat(65),
                        "")
                .map(id -> passed(
                        "HD10-id-" + shortened(id).replaceAll("[^!-~ ]", "?"), get("X-Request-Id: " + id), PLAIN));
    }

    /** What is taken from a path into another stays encoded or is refused, so no line of ours ends early. */
    static Stream<Attack> rewritten() {
        return Stream.concat(
                Stream.of("%0d%0aX-A:%20b", "%0a", "a%0d%0a%0d%0aGET%20/b", "%00", "a%2fb", "..", "%2e%2e", "a%5cb")
                        .map(id -> declined("SM23-" + id, 400, "bad-path", rewriting(id))),
                Stream.of(
                        passed("SM23-encoded", rewriting("a%20HTTP"), "GET /a%20HTTP/details HTTP/1.1"),
                        passed(
                                "SM23-query",
                                rewriting("a?b=%0d%0aX-A:%20b"),
                                "GET /a/details?b=%0d%0aX-A:%20b HTTP/1.1")));
    }

    static Stream<Attack> hosts() {
        Stream<Attack> others = Stream.of(
                        "evil.test",
                        "localhost:9901",
                        "127.0.0.1",
                        "one.test.evil.test",
                        "evil-one.test",
                        "one.tes",
                        "one.test:80.evil",
                        "xn--one-test",
                        "one%2etest",
                        "gateway.test")
                .filter(host -> !host.contains("%") && !host.contains(":80."))
                .map(host -> declined("HD11-" + host, 404, "no-route", tenant(host)));
        Stream<Attack> same = Stream.of("one.test", "ONE.test", "one.test:1234", "one.test.")
                .map(host -> passed("HD11-" + host, tenant(host), "GET / HTTP/1.1\nx-forwarded-host: " + host));
        return Stream.concat(others, same);
    }

    /** On a route that needs a caller; two answers to who that is are none. */
    static Stream<Attack> credentials() {
        return Stream.of(
                        "Authorization: Bearer a\r\nAuthorization: Bearer b",
                        "Authorization: Bearer a, Bearer b",
                        "Authorization: Basic YTpi\r\nAuthorization: Bearer b",
                        "Authorization: ",
                        "Authorization: Bearer",
                        "Origin: null\r\nAccess-Control-Request-Method: DELETE",
                        "Origin: https://good.com.evil")
                .flatMap(lines -> Stream.of("GET", "OPTIONS", "HEAD")
                        .map(method -> declined(
                                "HD12-" + method + '-' + lines.replace("\r\n", "|"),
                                401,
                                "unauthenticated",
                                closed(lines).replaceFirst("GET", method))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({
        "connectionOptions",
        "connectionOptionsThatFrame",
        "hopByHop",
        "addresses",
        "publicAddress",
        "methodOverrides",
        "requestIds",
        "rewritten",
        "hosts",
        "credentials"
    })
    void callWhenHeadersLieThenServiceBelievesTheGatewayOnly(Attack attack) {
        target.withstands(attack);
    }

    private static String closed(String lines) {
        return "GET /closed/x HTTP/1.1\r\nHost: gateway.test\r\n" + lines + "\r\n\r\n";
    }

    private static String rewriting(String id) {
        return "GET /open/rewritten/" + id + " HTTP/1.1\r\nHost: gateway.test\r\n\r\n";
    }

    private static String tenant(String host) {
        return "GET /tenant HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
    }

    private static String shortened(String line) {
        return line.replace("\r\n", "|")
                .substring(
                        0,
                        IntStream.of(60, line.replace("\r\n", "|").length())
                                .min()
                                .orElse(0));
    }
}

package io.gwanmun.gateway.attack;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.gwanmun.gateway.testing.Http2Reply;
import io.gwanmun.gateway.testing.LeakWatch;
import io.gwanmun.gateway.testing.RawClient;
import io.gwanmun.gateway.testing.RawHttp2;
import io.gwanmun.gateway.testing.Recorder.Received;
import io.gwanmun.gateway.testing.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Other spellings of a closed path: section 4.3 of the corpus, with four methods, over HTTP/1.1 and HTTP/2, on a host where
 * little else is open and on one where everything else is.
 */
@ExtendWith(LeakWatch.class)
class PathAttackIT {

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
              guarded:
                path: /
                hosts: [guarded.test]
                routes:
                  admin: {match: {path: "/admin"}, to: {upstream: echo}}
                  below: {match: {path: "/admin/{rest...}"}, to: {upstream: echo}}
                  beside: {match: {path: "/x/{rest...}"}, access: none, to: {upstream: echo}}
              catching:
                path: /
                hosts: [catching.test]
                routes:
                  admin: {match: {path: "/admin"}, to: {upstream: echo}}
                  below: {match: {path: "/admin/{rest...}"}, to: {upstream: echo}}
                  rest: {match: {path: "/{rest...}"}, access: none, to: {upstream: echo}}
            """;

    /** Refused: 400, or 414 when too long. */
    private static final String REFUSED = "refused";

    /** Taken for {@code /admin}, or what is below it. */
    private static final String ADMIN = "admin";

    /** Each spelling, and what it is: refused, the closed path, or another path, which the service gets as it stands here. */
    private static final List<List<String>> SPELLINGS = List.of(
            List.of("/admin", ADMIN),
            List.of("/admin/x", ADMIN),
            List.of("/%61dmin", ADMIN),
            List.of("/%61%64%6d%69%6E", ADMIN),
            List.of("/admin/%2e%2e", REFUSED),
            List.of("/ADMIN", "/ADMIN"),
            List.of("//admin", REFUSED),
            List.of("///admin", REFUSED),
            List.of("/./admin", REFUSED),
            List.of("/%2e/admin", REFUSED),
            List.of("/x/../admin", REFUSED),
            List.of("/x/%2e%2e/admin", REFUSED),
            List.of("/x/%2E./admin", REFUSED),
            List.of("/x/..%2fadmin", REFUSED),
            List.of("/x%2f../admin", REFUSED),
            List.of("/x/%252e%252e/admin", REFUSED),
            List.of("/x/%252e%252e%252fadmin", REFUSED),
            List.of("/admin;a=b", REFUSED),
            List.of("/;/admin", REFUSED),
            List.of("/x/..;/admin", REFUSED),
            List.of("/admin%3ba", REFUSED),
            List.of("/admin%2f", REFUSED),
            List.of("/admin%2fx", REFUSED),
            List.of("/%2fadmin", REFUSED),
            List.of("/admin%00", REFUSED),
            List.of("/admin%09", REFUSED),
            List.of("/admin%0d%0aX:%20y", REFUSED),
            List.of("/admin%7f", REFUSED),
            List.of("/admin%20", "/admin%20"),
            List.of("/admin.", "/admin."),
            List.of("/admin/", ADMIN),
            List.of("/admin//", REFUSED),
            List.of("/admin.json", "/admin.json"),
            List.of("/\\admin", REFUSED),
            List.of("/x\\..\\admin", REFUSED),
            List.of("/%5cadmin", REFUSED),
            List.of("/x/..%5cadmin", REFUSED),
            List.of("/admin?", ADMIN),
            List.of("/admin?/../x", ADMIN),
            List.of("/admin%3f", "/admin%3F"),
            List.of("/admin#", REFUSED),
            List.of("/x/#/../admin", REFUSED),
            List.of("/admin%23", "/admin%23"),
            List.of("/%c0%afadmin", REFUSED),
            List.of("/%c1%a1dmin", REFUSED),
            List.of("/%e0%81%a1dmin", REFUSED),
            List.of("/admin%E2%80%A8", "/admin%E2%80%A8"),
            List.of("/%EF%BD%81dmin", "/%EF%BD%81dmin"),
            List.of("/\u00ef\u00bd\u0081dmin", REFUSED),
            List.of("/%u0061dmin", REFUSED),
            List.of("/%6", REFUSED),
            List.of("/%zzadmin", REFUSED),
            List.of("/admin\"", REFUSED),
            List.of("/<admin>", REFUSED),
            List.of("*", REFUSED),
            List.of("admin", REFUSED),
            List.of("", REFUSED),
            List.of("/x/" + "a".repeat(8192), REFUSED),
            List.of("/".repeat(1000) + "admin", REFUSED),
            List.of("/".repeat(10_000) + "admin", REFUSED));

    private static Target target;

    @BeforeAll
    static void start() {
        target = Target.started(YAML);
    }

    @AfterAll
    static void stop() {
        target.close();
    }

    /** One row: a spelling with a method, a version and a host. */
    record Try(String method, String version, String host, String path, String meaning) {
        @Override
        public String toString() {
            String shown = path.length() > 40 ? path.substring(0, 40) + "..." + path.length() : path;
            return method + ' ' + host + ' ' + shown.replaceAll("[^!-~]", "?") + ' ' + version;
        }
    }

    static Stream<Try> tries() {
        return Stream.of("HTTP/1.1", "HTTP/2")
                .flatMap(version -> Stream.of("guarded.test", "catching.test")
                        .flatMap(host -> Stream.of("GET", "POST", "HEAD", "OPTIONS")
                                .flatMap(method -> SPELLINGS.stream()
                                        .map(row -> new Try(method, version, host, row.get(0), row.get(1))))));
    }

    /** The host of an absolute target counts, so it is one more way to spell a path; HTTP/2 has none. */
    static Stream<Try> absolute() {
        return Stream.of("GET", "POST", "HEAD", "OPTIONS")
                .flatMap(method -> Stream.of(
                        new Try(method, "HTTP/1.1", "catching.test", "http://guarded.test/admin", ADMIN),
                        new Try(method, "HTTP/1.1", "catching.test", "http://guarded.test/%61dmin", ADMIN),
                        new Try(method, "HTTP/1.1", "catching.test", "http://guarded.test/x/../admin", REFUSED),
                        new Try(method, "HTTP/1.1", "catching.test", "http://guarded.test//admin", REFUSED),
                        new Try(method, "HTTP/1.1", "guarded.test", "http://guarded.test/ADMIN", "/ADMIN"),
                        new Try(method, "HTTP/1.1", "guarded.test", "http://guarded.test/admin#", REFUSED)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"tries", "absolute"})
    void callWhenPathIsSpelledAnotherWayThenRefusedOrTheSameOrItself(Try attempt) {
        target.judging(attempt.toString(), () -> attempt(attempt));
    }

    private static void attempt(Try attempt) {
        Reply reply = attempt.version().equals("HTTP/2") ? overHttp2(attempt) : overHttp1(attempt);
        boolean headOnly = attempt.method().equals("HEAD");
        boolean passes = false;
        switch (attempt.meaning()) {
            case REFUSED -> assertThat(reply.status()).isIn(400, 414);
            case ADMIN -> {
                assertThat(reply.status()).isEqualTo(401);
                Target.checkProblem(reply, "unauthenticated", headOnly);
            }
            default -> {
                passes = attempt.host().equals("catching.test");
                assertThat(reply.status()).isEqualTo(passes ? 200 : 404);
            }
        }
        List<Received> got = target.service().take();
        assertThat(got)
                .extracting(Received::line)
                .isEqualTo(passes ? List.of(attempt.method() + ' ' + attempt.meaning() + " HTTP/1.1") : List.of());
    }

    private static Reply overHttp1(Try attempt) {
        try (RawClient client = target.gateway().connect()) {
            String length = attempt.method().equals("POST") ? "Content-Length: 0\r\n" : "";
            client.sendWhatIsTaken((attempt.method() + ' ' + attempt.path() + " HTTP/1.1\r\nHost: " + attempt.host()
                            + "\r\n" + length + "\r\n")
                    .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
            return client.replyTo(attempt.method());
        }
    }

    /** A stream that is reset for its head says what 400 says. */
    private static Reply overHttp2(Try attempt) {
        try (RawHttp2 client = RawHttp2.to(target.gateway().port())) {
            client.headers(1, RawHttp2.request(attempt.method(), attempt.host(), attempt.path()));
            Http2Reply reply = client.reply(1);
            boolean refused = reply.reset() == Http2Reply.PROTOCOL_ERROR || reply.status() == 431;
            return refused ? new Reply("HTTP/2 400", List.of(), new byte[0], true) : reply.asReply();
        }
    }
}

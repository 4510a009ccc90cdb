package io.gwanmun.gateway;

import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.gwanmun.gateway.testing.RawServer;
import io.gwanmun.gateway.testing.Reply;
import io.gwanmun.gateway.testing.RunningGateway;
import io.gwanmun.gateway.testing.Service;

import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of headers on their way to the service and back. */
class HeadersIT {

    private static final String YAML = """
            apiVersion: gateway/v1
            upstreams:
              echo: {targets: ["%s"]}
              raw: {targets: ["%s"]}
            apis:
              echo:
                path: /echo
                access: none
                routes:
                  plain: {match: {path: "/{rest...}"}, to: {upstream: echo}}
                  filtered:
                    match: {path: "/filtered"}
                    filters: [{name: AddRequestHeader, args: {name: X-User-Id, value: gateway}}]
                    to: {upstream: echo}
                  shut: {match: {path: "/none"}, to: {upstream: echo}}
              raw:
                path: /raw
                access: none
                routes:
                  all: {match: {path: "/{rest...}"}, to: {upstream: raw}}
            """;
    private static final String ID = "[0-9a-f]{32}";

    private static Service service;
    private static RawServer raw;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        service = Service.saying("ok");
        raw = RawServer.answering("");
        gateway = RunningGateway.with(YAML.formatted(service.url(), raw.url()));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        raw.close();
        service.close();
    }

    @BeforeEach
    void forget() {
        service.forget();
    }

    @Test
    void requestWhenItHasHeadersOfTheConnectionThenTheyStopHere() {
        gateway.get(
                "/echo/x",
                "Connection: keep-alive, X-Private",
                "Keep-Alive: timeout=5",
                "Proxy-Connection: keep-alive",
                "TE: trailers",
                "Upgrade: h2c",
                "HTTP2-Settings: AAMAAABkAAQAAP__",
                "X-Private: secret",
                "X-Public: kept");

        assertThat(service.seen().headers())
                .noneMatch(line -> line.toLowerCase(java.util.Locale.ROOT)
                        .matches("(connection|keep-alive|proxy-connection|te|upgrade|http2-settings|x-private):.*"))
                .contains("X-Public: kept");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/echo/filtered", "/echo/x"})
    void requestWhenConnectionNamesOurHeadersThenTheyAreSentAllTheSame(String path) {
        gateway.get(path, "Connection: close, X-User-Id, X-Forwarded-For, X-Request-Id, Host", "X-User-Id: forged");

        Service.Seen seen = service.seen();
        assertThat(seen.all("X-Forwarded-For")).containsExactly("127.0.0.1");
        assertThat(seen.header("X-Request-Id")).matches(ID);
        assertThat(seen.all("Host")).containsExactly(service.authority());
        assertThat(seen.all("X-User-Id"))
                .hasSize(path.endsWith("filtered") ? 1 : 0)
                .doesNotContain("forged");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/echo/filtered", "/echo/x"})
    void requestWhenClientSpeaksAsAProxyThenWrittenAfresh(String path) {
        gateway.get(
                path,
                "Host: Shop.example.com:8443",
                "Forwarded: for=6.6.6.6;host=evil",
                "X-Forwarded-For: 6.6.6.6",
                "X-Forwarded-For: 7.7.7.7",
                "X-Forwarded-Proto: https",
                "X-Forwarded-Host: evil",
                "X-Forwarded-Port: 1",
                "X-Forwarded-Prefix: /evil",
                "X-Real-IP: 6.6.6.6");

        Service.Seen seen = service.seen();
        assertThat(seen.all("X-Forwarded-For")).containsExactly("127.0.0.1");
        assertThat(seen.all("X-Forwarded-Proto")).containsExactly("http");
        assertThat(seen.all("X-Forwarded-Host")).containsExactly("Shop.example.com:8443");
        assertThat(seen.all("X-Forwarded-Port")).containsExactly("8443");
        assertThat(seen.all("Forwarded")).containsExactly("for=127.0.0.1;proto=http;host=\"Shop.example.com:8443\"");
        assertThat(seen.headers()).noneMatch(line -> line.matches("(?i)(x-forwarded-prefix|x-real-ip):.*"));
        assertThat(seen.all("Host")).containsExactly(service.authority());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/echo/filtered", "/echo/x"})
    void requestWhenAHeaderComesTwiceThenBothArriveInOrder(String path) {
        gateway.get(path, "X-Many: b", "Accept: text/html", "X-Many: a, c", "x-many: d");

        assertThat(service.seen().all("X-Many")).containsExactly("b", "a, c", "d");
    }

    @Test
    void requestIdWhenNotSentThenTheSameEverywhere() {
        Reply reply = gateway.get("/echo/x");

        String id = reply.header("X-Request-Id");
        assertThat(id).matches(ID);
        assertThat(reply.all("X-Request-Id")).hasSize(1);
        assertThat(service.seen().all("X-Request-Id")).containsExactly(id);
        assertThat(gateway.logged(id)).containsEntry("path", "/echo/x").containsEntry("status", 200);
    }

    @Test
    void requestIdWhenSentWellFormedThenTaken() {
        String id = "a-Well-Formed-1d";

        assertThat(gateway.get("/echo/x", "X-Request-Id: " + id).all("X-Request-Id"))
                .containsExactly(id);
        assertThat(service.seen().all("X-Request-Id")).containsExactly(id);
        assertThat(gateway.logged(id)).containsEntry("status", 200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "with space",
                "semi;colon",
                "",
                "0123456789012345678901234567890123456789012345678901234567890123x"
            })
    void requestIdWhenSentIllFormedThenReplaced(String sent) {
        assertThat(gateway.get("/echo/x", "X-Request-Id: " + sent).header("X-Request-Id"))
                .matches(ID);
        assertThat(service.seen().header("X-Request-Id")).matches(ID);
    }

    @Test
    void requestIdWhenRefusedThenStandsInProblemAndLog() {
        Reply reply = gateway.get("/nowhere", "X-Request-Id: refused-1");

        assertThat(reply.header("X-Request-Id")).isEqualTo("refused-1");
        assertThat(reply.json()).containsEntry("requestId", "refused-1");
        assertThat(gateway.logged("refused-1"))
                .containsEntry("status", 404)
                .containsEntry("fault", "no-route")
                .containsEntry("api", "none");
    }

    @Test
    void requestIdWhenServiceSendsItsOwnThenOursWins() {
        raw.plays(RawServer.repeating(
                "HTTP/1.1 200 OK\r\nConnection: close\r\nx-request-id: theirs\r\nContent-Length: 0\r\n\r\n"));

        assertThat(gateway.get("/raw/x", "X-Request-Id: ours").all("X-Request-Id"))
                .containsExactly("ours");
    }

    @Test
    void answerWhenItHasHeadersOfTheConnectionThenTheyStopHere() {
        raw.plays(RawServer.repeating("""
                HTTP/1.1 200 OK\r
                Connection: close, X-Private\r
                Keep-Alive: timeout=5\r
                Proxy-Connection: keep-alive\r
                Upgrade: h2c\r
                X-Private: secret\r
                X-Public: kept\r
                Content-Length: 0\r
                \r
                """));

        Reply reply = gateway.get("/raw/x");

        assertThat(reply.header("X-Public")).isEqualTo("kept");
        assertThat(reply.headers())
                .noneMatch(line -> line.matches("(?i)(connection|keep-alive|proxy-connection|upgrade|x-private):.*"));
    }

    @Test
    void answerWhenHeadersComeTwiceThenAllArriveInOrder() {
        raw.plays(RawServer.repeating("""
                HTTP/1.1 200 OK\r
                Connection: close\r
                Date: Mon, 01 Jan 2024 00:00:00 GMT\r
                Set-Cookie: a=1; Path=/\r
                Server: theirs/1.0\r
                Set-Cookie: b=2; Path=/; HttpOnly\r
                Link: <a>\r
                Link: <b>\r
                set-cookie: c=3\r
                Content-Length: 0\r
                \r
                """));

        Reply reply = gateway.get("/raw/x");

        assertThat(reply.all("Set-Cookie")).containsExactly("a=1; Path=/", "b=2; Path=/; HttpOnly", "c=3");
        assertThat(reply.all("Link")).containsExactly("<a>", "<b>");
        assertThat(reply.all("Date")).containsExactly("Mon, 01 Jan 2024 00:00:00 GMT");
        assertThat(reply.all("Server")).containsExactly("theirs/1.0");
    }

    @Test
    void answerWhenServiceSaysNothingThenGatewayAddsNothingButTheId() {
        raw.plays(RawServer.repeating("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"));

        assertThat(gateway.get("/raw/x").headers())
                .hasSize(1)
                .first()
                .matches(line -> line.matches("(?i)x-request-id: .*"));
    }

    @Test
    void logWhenCallEndsThenHasEveryField() {
        gateway.get("/echo/x?secret=1", "X-Request-Id: fields-1");

        Map<String, Object> line = gateway.logged("fields-1");
        assertThat(line)
                .containsEntry("client", "127.0.0.1")
                .containsEntry("method", "GET")
                .containsEntry("path", "/echo/x")
                .containsEntry("protocol", "HTTP/1.1")
                .containsEntry("status", 200)
                .containsEntry("bytesIn", 0)
                .containsEntry("bytesOut", 2)
                .containsEntry("api", "echo")
                .containsEntry("stage", "default")
                .containsEntry("route", "plain")
                .containsEntry("target", service.authority())
                .containsEntry("fault", null);
        assertThat(line.get("latencyMs")).isInstanceOf(Number.class);
        assertThat(line.get("integrationMs")).isInstanceOf(Number.class);
    }
}

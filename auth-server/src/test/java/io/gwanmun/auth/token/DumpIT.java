package io.gwanmun.auth.token;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.lettuce.core.Range;
import io.lettuce.core.api.sync.RedisCommands;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.gwanmun.auth.testing.App;
import io.gwanmun.auth.testing.Browser;
import io.gwanmun.auth.testing.Reply;
import io.gwanmun.auth.testing.RunningAuthServer;

import static org.assertj.core.api.Assertions.assertThat;

/** Whoever copies Redis, the database or the log has no token, code, secret or state. */
class DumpIT {

    private final Map<String, String> secrets = new LinkedHashMap<>();

    @Test
    void dumpWhenEveryFlowHasRunThenHoldsNothingThatOpensAnything() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        Logger own = (Logger) LoggerFactory.getLogger("io.gwanmun");
        log.start();
        root.addAppender(log);
        own.setLevel(Level.TRACE);
        try (RunningAuthServer server = RunningAuthServer.start()) {
            server.person("alice");
            run(server);
            String everything = redis(server.state()) + database(server) + log(log);
            assertThat(everything).contains("auth:grant:", "CREATE MEMORY TABLE", "web");
            assertThat(secrets).hasSizeGreaterThan(20);
            secrets.forEach((name, secret) -> {
                assertThat(secret).as(name).isNotEmpty();
                assertThat(everything.contains(secret)).as(name).isFalse();
            });
        } finally {
            root.detachAppender(log);
            own.setLevel(null);
        }
    }

    private void run(RunningAuthServer server) {
        for (String more : List.of("", ", \"token\": \"reference\"", ", \"authentication\": [\"none\"]")) {
            App app = App.web(server, "web" + more.length(), more);
            note("secret of " + app.id(), more.contains("none") ? "no secret to be found" : app.secret());
            Browser browser = new Browser(server);
            browser.logIn("alice", RunningAuthServer.PASSWORD);
            String code = note("code", app.code(browser, "openid orders:read"));
            Reply first = noted(app.token(app.exchange(code)));
            noted(app.token(app.refresh(first.text("refresh_token"))));
            app.introspect(first.text("access_token"));
            app.post("/oauth2/revoke", Map.of("token", first.text("access_token")));
            note("unused code", app.code(browser, "orders:read"));
            String reused = note("reused code", app.code(browser, "orders:read"));
            noted(app.token(app.exchange(reused)));
            app.token(app.exchange(reused));
        }
        consent(server);
        device(server);
        note("password", RunningAuthServer.PASSWORD);
        note("key of keys", RunningAuthServer.KEYS_SECRET);
        note("verifier", App.VERIFIER);
        note("client's state", "state-of-the-test-9f1c");
    }

    private void consent(RunningAuthServer server) {
        App app = App.web(server, "asking", ", \"consent\": true");
        Browser browser = new Browser(server);
        browser.logIn("alice", RunningAuthServer.PASSWORD);
        String state = app.authorize(browser, app.request("orders:read"))
                .sentBackWith()
                .get("state");
        note("consent state", String.valueOf(state));
        note(
                "unanswered state",
                String.valueOf(app.authorize(browser, app.request("orders:write"))
                        .sentBackWith()
                        .get("state")));
        String code = browser.post(
                        "/oauth2/authorize",
                        Map.of("client_id", "asking", "state", String.valueOf(state), "scope", "orders:read"))
                .sentBackWith()
                .get("code");
        noted(app.token(app.exchange(note("agreed code", String.valueOf(code)))));
    }

    private void device(RunningAuthServer server) {
        App app = App.of(server, """
                {"id": "tv", "name": "TV", "grants": ["urn:ietf:params:oauth:grant-type:device_code", "refresh_token"],
                 "scopes": ["orders:read"]}
                """);
        Reply asked = app.post("/oauth2/device_authorization", Map.of("scope", "orders:read"));
        note("device code", asked.text("device_code"));
        note("user code", asked.text("user_code"));
        Browser browser = new Browser(server);
        browser.logIn("alice", RunningAuthServer.PASSWORD);
        Reply page = browser.submit(
                "/activate", "/oauth2/device_verification", Map.of("user_code", asked.text("user_code")));
        browser.post(
                "/oauth2/device_verification",
                Map.of(
                        "client_id",
                        "tv",
                        "user_code",
                        asked.text("user_code"),
                        "state",
                        note("device state", String.valueOf(page.sentBackWith().get("state"))),
                        "scope",
                        "orders:read"));
        noted(app.token(Map.of(
                "grant_type",
                "urn:ietf:params:oauth:grant-type:device_code",
                "device_code",
                asked.text("device_code"))));
        note("secret of tv", app.secret());
    }

    private Reply noted(Reply tokens) {
        assertThat(tokens.status()).as(tokens.body()).isEqualTo(200);
        for (String name : List.of("access_token", "refresh_token", "id_token")) {
            if (!tokens.text(name).isEmpty()) {
                note(name, tokens.text(name));
            }
        }
        return tokens;
    }

    private String note(String name, String secret) {
        secrets.put(secrets.size() + " " + name, secret);
        return secret;
    }

    private static String redis(RedisCommands<String, String> redis) {
        List<String> all = new ArrayList<>();
        for (String key : redis.keys("*")) {
            all.add(key);
            all.add(
                    switch (redis.type(key)) {
                        case "string" -> redis.get(key);
                        case "hash" -> redis.hgetall(key).toString();
                        case "zset" -> redis.zrange(key, 0, -1).toString();
                        case "stream" -> redis.xrange(key, Range.unbounded()).toString();
                        default -> throw new AssertionError("unexpected kind of key " + key);
                    });
        }
        return String.join("\n", all);
    }

    private static String database(RunningAuthServer server) {
        return String.join(
                "\n",
                server.bean(JdbcClient.class).sql("script").query(String.class).list());
    }

    private static String log(ListAppender<ILoggingEvent> log) {
        return List.copyOf(log.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .collect(Collectors.joining("\n"));
    }
}

package io.gwanmun.auth;

import java.util.Map;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Test;

import io.gwanmun.auth.testing.App;
import io.gwanmun.auth.testing.Browser;
import io.gwanmun.auth.testing.Reply;
import io.gwanmun.auth.testing.RunningAuthServer;

import static org.assertj.core.api.Assertions.assertThat;

/** What stands in the database works on PostgreSQL too. */
class PostgresIT {

    @Test
    void startWhenDatabaseIsPostgresThenClientsKeysAndConsentsAreKept() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                RunningAuthServer server = RunningAuthServer.start(
                        "--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"))) {
            server.person("alice");
            App app = App.web(server, "web", ", \"consent\": true");
            Browser browser = new Browser(server);
            browser.logIn("alice", RunningAuthServer.PASSWORD);
            String state = app.authorize(browser, app.request("orders:read"))
                    .sentBackWith()
                    .get("state");
            String code = browser.post(
                            "/oauth2/authorize",
                            Map.of("client_id", "web", "state", String.valueOf(state), "scope", "orders:read"))
                    .sentBackWith()
                    .get("code");
            Reply tokens = app.token(app.exchange(String.valueOf(code)));
            assertThat(tokens.status()).as(tokens.body()).isEqualTo(200);
            assertThat(new Browser(server).logIn("a\0b", "x").status())
                    .as("no database keeps a NUL")
                    .isEqualTo(400);
            server.restart();
            assertThat(app.sees(tokens.text("access_token"))).isTrue();
        }
    }
}

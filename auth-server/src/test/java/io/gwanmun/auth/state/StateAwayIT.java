package io.gwanmun.auth.state;

import java.util.Map;

import org.junit.jupiter.api.Test;

import io.gwanmun.auth.testing.App;
import io.gwanmun.auth.testing.Browser;
import io.gwanmun.auth.testing.Reply;
import io.gwanmun.auth.testing.RunningAuthServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StateAwayIT {

    @Test
    void tokenWhenRedisIsAwayThen503AndNever401() {
        try (RunningAuthServer server = RunningAuthServer.start("--auth.redis.timeout=200ms")) {
            server.person("alice");
            App app = App.web(server, "web", "");
            Reply tokens = app.tokens("alice", "orders:read");
            Browser browser = new Browser(server);
            browser.logIn("alice", RunningAuthServer.PASSWORD);
            server.redis().stop();
            for (Reply reply : new Reply[] {
                app.token(app.refresh(tokens.text("refresh_token"))),
                app.introspect(tokens.text("access_token")),
                app.post("/oauth2/revoke", Map.of("token", tokens.text("access_token"))),
                app.authorize(browser, app.request("orders:read")),
                browser.get("/admin/v1/clients", "Authorization", "Bearer " + tokens.text("access_token"))
            }) {
                assertThat(reply.status()).isEqualTo(503);
                assertThat(reply.header("Retry-After")).isEqualTo("1");
                assertThat(reply.text("error")).isEqualTo("temporarily_unavailable");
            }
            assertThat(browser.get("/oauth2/jwks").status()).isEqualTo(200);
        }
    }

    @Test
    void startWhenLayoutInRedisIsNewerThenRefuses() {
        try (RunningAuthServer server = RunningAuthServer.start("--auth.keys.algorithm=ES256")) {
            server.state().set("gwanmun:schema", "2");
            assertThatThrownBy(server::restart).hasStackTraceContaining("gwanmun:schema in Redis: 2 (expected: 1");
        }
    }
}

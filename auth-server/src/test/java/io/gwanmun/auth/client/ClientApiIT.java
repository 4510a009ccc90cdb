package io.gwanmun.auth.client;

import java.util.Map;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import io.gwanmun.auth.testing.App;
import io.gwanmun.auth.testing.Browser;
import io.gwanmun.auth.testing.Reply;
import io.gwanmun.auth.testing.RunningAuthServer;

import static org.assertj.core.api.Assertions.assertThat;

class ClientApiIT {

    private static RunningAuthServer server;
    private static Browser wire;
    private static App admin;
    private static String write;

    @BeforeAll
    static void start() {
        server = RunningAuthServer.shared();
        wire = new Browser(server);
        admin = App.of(server, """
                {"id": "api-admin", "name": "A", "grants": ["client_credentials"],
                 "scopes": ["auth:read", "auth:write", "gateway:read", "orders:read"]}
                """);
        write = token("auth:write");
    }

    @Test
    void clientsWhenTokenIsOfEitherKindThenManagesThem() {
        App reference = App.of(server, """
                {"id": "api-reference", "name": "A", "grants": ["client_credentials"], "token": "reference",
                 "scopes": ["auth:write"]}
                """);
        String opaque = reference
                .token(Map.of("grant_type", "client_credentials", "scope", "auth:write"))
                .text("access_token");
        for (String token : new String[] {write, opaque}) {
            Reply made = call("POST", "", token, """
                    {"name": "Shop", "grants": ["authorization_code", "refresh_token"],
                     "redirectUris": ["https://shop.example/cb"], "scopes": ["openid"]}
                    """);
            assertThat(made.status()).as(made.body()).isEqualTo(201);
            assertThat(made.text("secret")).startsWith("gws_").hasSize(47);
            String at = "/" + made.text("id");
            assertThat(made.header("Location")).isEqualTo("/admin/v1/clients" + at);
            JsonNode read = call("GET", at, token, "").json();
            assertThat(read.has("secret")).isFalse();
            assertThat(read.path("accessLife").asString()).isEqualTo("5m");
            assertThat(read.path("audiences").path(0).asString()).isEqualTo("gateway");
            Reply changed = call("PUT", at, token, """
                    {"name": "Shop 2", "grants": ["client_credentials"], "accessLife": "1h"}
                    """);
            assertThat(changed.text("name")).isEqualTo("Shop 2");
            assertThat(changed.json().has("secret")).isFalse();
            assertThat(call("GET", "", token, "").body()).contains("Shop 2");
            assertThat(call("DELETE", at, token, "").status()).isEqualTo(204);
            assertThat(call("GET", at, token, "").status()).isEqualTo(404);
        }
    }

    @Test
    void secretWhenRotatedThenTheOldOneEndsAtOnce() {
        App app = App.of(server, "{\"id\": \"api-rotated\", \"name\": \"R\", \"grants\": [\"client_credentials\"]}");
        Map<String, String> form = Map.of("grant_type", "client_credentials");
        assertThat(app.token(form).status()).isEqualTo(200);
        String secret = call("POST", "/api-rotated/secret", write, "").text("secret");
        assertThat(app.token(form).status()).isEqualTo(401);
        assertThat(wire.post("/oauth2/token", form, Browser.basic("api-rotated", secret))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void deleteWhenClientHasTokensThenTheyEnd() {
        App app = App.of(server, "{\"id\": \"api-deleted\", \"name\": \"D\", \"grants\": [\"client_credentials\"]}");
        App gateway = App.of(server, "{\"id\": \"api-gateway\", \"name\": \"G\", \"introspection\": true}");
        String token = app.token(Map.of("grant_type", "client_credentials")).text("access_token");
        assertThat(gateway.sees(token)).isTrue();
        call("DELETE", "/api-deleted", write, "");
        assertThat(gateway.sees(token)).isFalse();
    }

    @Test
    void clientsWhenTokenMayNotThenRefuses() {
        assertThat(wire.get("/admin/v1/clients").status()).isEqualTo(401);
        assertThat(call("GET", "", "nonsense", "").status()).isEqualTo(401);
        assertThat(call("GET", "", write + "x", "").status()).isEqualTo(401);
        assertThat(call("GET", "", token("gateway:read"), "").status()).isEqualTo(403);
        assertThat(call("GET", "", token("orders:read"), "").status()).isEqualTo(403);
        String read = token("auth:read");
        assertThat(call("GET", "", read, "").status()).isEqualTo(200);
        assertThat(call("POST", "", read, "{\"name\": \"X\", \"grants\": [\"client_credentials\"]}")
                        .status())
                .isEqualTo(403);
        assertThat(call("DELETE", "/api-admin", read, "").status()).isEqualTo(403);
        assertThat(wire.get("/admin/v1/nothing", "Authorization", "Bearer " + read)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void createWhenFieldsAreWrongThenNamesEachWithWhatIsExpected() {
        Reply reply = call("POST", "", write, """
                {"id": "../x", "name": "", "authentication": ["none", "client_secret_basic"], "grants": ["password"],
                 "accessLife": "25h", "refreshLife": "30", "introspection": true}
                """);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
        assertThat(reply.json().path("errors").findValuesAsString("field"))
                .contains("id", "name", "authentication", "grants[0]", "accessLife", "refreshLife", "introspection");
        assertThat(reply.body()).contains("10s to 24h");
        assertThat(call("POST", "", write, "{\"name\": 5, \"grants\": \"x\"}")
                        .json()
                        .path("errors")
                        .path(0)
                        .path("field")
                        .asString())
                .isEqualTo("grants");
        assertThat(call("POST", "", write, "{\"name\": ").status()).isEqualTo(400);
        assertThat(call(
                                "POST",
                                "",
                                write,
                                "{\"id\": \"api-admin\", \"name\": \"X\", \"grants\": [\"client_credentials\"]}")
                        .status())
                .isEqualTo(409);
    }

    private static String token(String scope) {
        return admin.token(Map.of("grant_type", "client_credentials", "scope", scope))
                .text("access_token");
    }

    private static Reply call(String method, String path, String token, String body) {
        return wire.call(
                method, "/admin/v1/clients" + path, "application/json", body, "Authorization", "Bearer " + token);
    }
}

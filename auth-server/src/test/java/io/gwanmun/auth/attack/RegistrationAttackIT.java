package io.gwanmun.auth.attack;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.gwanmun.auth.testing.App;
import io.gwanmun.auth.testing.Browser;
import io.gwanmun.auth.testing.Reply;
import io.gwanmun.auth.testing.RunningAuthServer;

import static org.assertj.core.api.Assertions.assertThat;

/** OA08: nobody registers clients but administrators, and they only such that do no harm. */
class RegistrationAttackIT {

    private static RunningAuthServer server;
    private static String token;

    @BeforeAll
    static void start() {
        server = RunningAuthServer.shared();
        App admin = App.of(server, """
                {"id": "oa08-admin", "name": "A", "grants": ["client_credentials"], "scopes": ["auth:read", "auth:write"]}
                """);
        token = admin.token(java.util.Map.of("grant_type", "client_credentials", "scope", "auth:write"))
                .text("access_token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/connect/register", "/oauth2/register"})
    void registerWhenAnybodyAsksThenThereIsNoSuchEndpoint(String path) {
        Reply reply =
                new Browser(server).call("POST", path, "application/json", "{\"redirect_uris\": [\"https://a.b\"]}");
        assertThat(reply.status()).isIn(302, 401, 403, 404);
        assertThat(reply.body()).doesNotContain("client_id");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "JavaScript:alert(1)",
                "data:text/html,x",
                "vbscript:x",
                "file:///etc/passwd",
                "http://app.example/callback",
                "https://app.example/callback#x",
                "https://app.example/callback#",
                "https://user@app.example/callback",
                "https://*.app.example/callback",
                "https://app.example/../callback",
                "https://app.example/%2E%2e/callback",
                "https://app.example\\\\evil.example",
                "https:///callback",
                "//app.example/callback",
                "/callback",
                "callback",
                "app:/callback",
                "http://127.0.0.2/callback",
                "http://127.0.0.1.evil.example/callback",
                "https://app.example/call back",
                ""
            })
    void createWhenRedirectUriDoesHarmThenNamesTheField(String uri) {
        Reply reply = create("""
                {"name": "X", "grants": ["authorization_code"], "redirectUris": ["https://ok.example/", "%s"]}
                """.formatted(uri));
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
        assertThat(reply.json().path("errors").path(0).path("field").asString()).isEqualTo("redirectUris[1]");
        assertThat(reply.json().path("errors").path(0).path("expected").asString())
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jwks_uri", "jwksUri", "logo_uri", "sector_identifier_uri", "client_secret", "secret"})
    void createWhenFieldIsUnknownThenNamesIt(String field) {
        Reply reply =
                create("{\"name\": \"X\", \"grants\": [\"client_credentials\"], \"%s\": \"http://169.254.169.254/\"}"
                        .formatted(field));
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().path("errors").path(0).path("field").asString()).isEqualTo(field);
    }

    @Test
    void createWhenScopeOrAudienceIsTooWideThenRefuses() {
        assertThat(create("""
                {"name": "X", "grants": ["client_credentials"], "scopes": ["a b", "*\\"", ""]}
                """).json().path("errors").size()).isEqualTo(3);
        assertThat(create("""
                {"name": "X", "grants": ["client_credentials"], "audiences": ["gwanmun-admin"]}
                """).json().path("errors").path(0).path("field").asString())
                .isEqualTo("audiences");
    }

    private static Reply create(String json) {
        return new Browser(server)
                .call("POST", "/admin/v1/clients", "application/json", json, "Authorization", "Bearer " + token);
    }
}

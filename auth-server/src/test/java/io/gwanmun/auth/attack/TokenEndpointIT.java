package io.gwanmun.auth.attack;

import java.util.Map;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.gwanmun.auth.testing.App;
import io.gwanmun.auth.testing.Browser;
import io.gwanmun.auth.testing.Reply;
import io.gwanmun.auth.testing.RunningAuthServer;

import static org.assertj.core.api.Assertions.assertThat;

/** OA10: the endpoints for programs take small forms by POST, and each parameter once. */
class TokenEndpointIT {

    private static final String FORM = "application/x-www-form-urlencoded";

    private static Browser wire;
    private static App app;
    private static String[] proof;

    @BeforeAll
    static void start() {
        RunningAuthServer server = RunningAuthServer.shared();
        wire = new Browser(server);
        app = App.of(server, """
                {"id": "oa10", "name": "M", "grants": ["client_credentials"], "scopes": ["orders:read"]}
                """);
        proof = Browser.basic(app.id(), app.secret());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/oauth2/token", "/oauth2/introspect", "/oauth2/revoke", "/oauth2/device_authorization"})
    void callWhenMethodIsNotPostThen405(String endpoint) {
        for (String method : new String[] {"GET", "PUT", "DELETE", "PATCH", "HEAD"}) {
            Reply reply = wire.call(method, endpoint + "?grant_type=client_credentials", FORM, "", proof);
            assertThat(reply.status()).as(method).isEqualTo(405);
            assertThat(reply.header("Allow")).isEqualTo("POST");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/oauth2/token", "/oauth2/introspect", "/oauth2/revoke", "/oauth2/device_authorization"})
    void callWhenTypeIsNotAFormThen415(String endpoint) {
        for (String type :
                new String[] {"application/json", "text/plain", "multipart/form-data; boundary=x", "nonsense"}) {
            assertThat(wire.call("POST", endpoint, type, "{\"grant_type\":\"client_credentials\"}", proof)
                            .status())
                    .as(type)
                    .isEqualTo(415);
        }
    }

    @Test
    void tokenWhenBodyIsLargeThen413() {
        String body = "grant_type=client_credentials&x=" + "x".repeat(1024 * 1024);
        assertThat(wire.call("POST", "/oauth2/token", FORM, body, proof).status())
                .isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "grant_type=client_credentials&grant_type=client_credentials",
                "grant_type=client_credentials&scope=orders:read&scope=orders:read",
                "grant_type=client_credentials&grant_type=refresh_token",
                "scope=orders:read",
                ""
            })
    void tokenWhenParameterIsTwiceOrMissingThen400(String body) {
        Reply reply = wire.call("POST", "/oauth2/token", FORM, body, proof);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("error")).isIn("invalid_request", "unsupported_grant_type");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "implicit",
                "urn:ietf:params:oauth:grant-type:token-exchange",
                "authorization_code",
                "x"
            })
    void tokenWhenGrantIsNotTheClientsThen400(String grant) {
        Reply reply = app.token(Map.of(
                "grant_type",
                grant,
                "code",
                "x",
                "redirect_uri",
                "x",
                "code_verifier",
                "x",
                "username",
                "a",
                "password",
                "b",
                "subject_token",
                "x",
                "subject_token_type",
                "urn:ietf:params:oauth:token-type:access_token"));
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.header("Cache-Control")).contains("no-store");
    }

    @Test
    void tokenWhenScopeIsUnknownOrAdminIsMixedThenRefuses() {
        assertThat(app.token(Map.of("grant_type", "client_credentials", "scope", "orders:read unknown"))
                        .text("error"))
                .isEqualTo("invalid_scope");
        assertThat(app.token(Map.of("grant_type", "client_credentials", "scope", "auth:write"))
                        .text("error"))
                .isEqualTo("invalid_scope");
        App both = App.of(RunningAuthServer.shared(), """
                {"id": "oa10-both", "name": "M", "grants": ["client_credentials"], "scopes": ["orders:read", "auth:read"]}
                """);
        assertThat(both.token(Map.of("grant_type", "client_credentials", "scope", "orders:read auth:read"))
                        .text("error"))
                .isEqualTo("invalid_scope");
    }

    @Test
    void answerWhenSomethingIsWrongThenHoldsNoNamesOfClasses() {
        Reply reply = wire.call("POST", "/oauth2/token", FORM, "grant_type=%ZZ%00", proof);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body())
                .doesNotContain("springframework")
                .doesNotContain("Exception")
                .doesNotContain("tomcat");
    }
}

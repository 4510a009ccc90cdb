package io.gwanmun.auth.admin;

import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.gwanmun.auth.testing.App;
import io.gwanmun.auth.testing.Browser;
import io.gwanmun.auth.testing.Reply;
import io.gwanmun.auth.testing.RunningAuthServer;
import io.gwanmun.auth.user.Person;

import static org.assertj.core.api.Assertions.assertThat;

class AdminIT {

    private static RunningAuthServer server;
    private static App shop;
    private static String reader;
    private static String writer;

    @BeforeAll
    static void start() {
        server = RunningAuthServer.start();
        shop = App.web(server, "shop", "");
        App ops = App.of(
                server,
                "{\"id\": \"ops\", \"name\": \"Ops\", \"grants\": [\"client_credentials\"], \"scopes\": [\"auth:read\", \"auth:write\"]}");
        reader = ops.token(Map.of("grant_type", "client_credentials", "scope", "auth:read"))
                .text("access_token");
        writer = ops.token(Map.of("grant_type", "client_credentials", "scope", "auth:write"))
                .text("access_token");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void forget() {
        server.forgetGuesses();
    }

    @Test
    void createWhenFullThenCanLogInAndIsRead() {
        Reply made = call(writer, "POST", "/users", """
                {"name": "ann", "email": "ann@example.com", "givenName": "Ann", "password": "a quiet winter morning"}""");
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        assertThat(made.body()).doesNotContain("quiet", "argon2");
        String id = made.text("id");
        assertThat(made.header("Location")).isEqualTo("/admin/v1/users/" + id);
        assertThat(new Browser(server).logIn("ann", "a quiet winter morning").status())
                .isEqualTo(302);
        Reply read = call(reader, "GET", "/users/" + id, "");
        assertThat(read.text("email")).isEqualTo("ann@example.com");
        assertThat(read.json().path("signIns").asInt()).isEqualTo(1);
        assertThat(call(reader, "GET", "/users?search=ANN@&size=1", "")
                        .json()
                        .path("total")
                        .asInt())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST|/users|{\"name\": \"a b\"}|400|name",
                "POST|/users|{\"email\": \"a@b.c\"}|400|name",
                "POST|/users|{\"name\": \"bo\", \"email\": \"x\"}|400|email",
                "POST|/users|{\"name\": \"bo\", \"password\": \"short\"}|400|password",
                "POST|/users|{\"name\": \"bo\", \"roles\": [\"queen\"]}|400|roles",
                "POST|/users|{\"name\": \"bo\", \"rolls\": []}|400|rolls",
                "GET|/users?size=201||400|size",
                "GET|/users/none||404|id",
                "PUT|/roles/none|{}|404|name",
                "POST|/roles|{\"name\": \"a b\"}|400|name",
                "POST|/roles|{\"name\": \"gwanmun-admin\"}|409|name",
                "DELETE|/roles/gwanmun-admin||400|name",
                "POST|/groups|{\"name\": \"g\", \"roles\": [\"queen\"]}|400|roles",
            })
    void callWhenSomethingIsWrongThenTheFieldIsNamed(
            String method, String path, String body, int status, String field) {
        Reply reply = call(writer, method, path, body == null ? "" : body);
        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.json().path("errors").get(0).path("field").asString()).isEqualTo(field);
        assertThat(reply.json().path("errors").get(0).path("expected").asString())
                .isNotEmpty();
        assertThat(reply.body()).doesNotContain("short\"");
    }

    @Test
    void disableWhenSignedInThenSessionAndTokensEnd() {
        Person bea = server.person("bea");
        String token = shop.tokens("bea", "openid profile").text("access_token");
        Browser browser = new Browser(server);
        browser.logIn("bea", RunningAuthServer.PASSWORD);
        assertThat(browser.get("/account").status()).isEqualTo(200);
        assertThat(shop.sees(token)).isTrue();

        assertThat(call(writer, "POST", "/users/" + bea.id() + "/disable", "")
                        .json()
                        .path("enabled")
                        .asBoolean())
                .isFalse();

        assertThat(shop.sees(token)).isFalse();
        assertThat(browser.get("/account").status()).isEqualTo(302);
        assertThat(new Browser(server).logIn("bea", RunningAuthServer.PASSWORD).status())
                .isEqualTo(401);
        call(writer, "POST", "/users/" + bea.id() + "/enable", "");
        assertThat(new Browser(server).logIn("bea", RunningAuthServer.PASSWORD).status())
                .isEqualTo(302);
    }

    @Test
    void rolesWhenChangedThenTokensWithTheOldOnesEnd() {
        Person cid = server.person("cid", "support");
        String token = shop.tokens("cid", "openid profile").text("access_token");
        call(writer, "PUT", "/users/" + cid.id() + "/roles", "{\"roles\": []}");
        assertThat(shop.sees(token)).isFalse();
    }

    @Test
    void deleteWhenDoneThenNothingIsLeft() {
        Person dan = server.person("dan");
        String token = shop.tokens("dan", "openid profile").text("access_token");
        assertThat(call(writer, "DELETE", "/users/" + dan.id(), "").status()).isEqualTo(204);
        assertThat(shop.sees(token)).isFalse();
        assertThat(call(reader, "GET", "/users/" + dan.id(), "").status()).isEqualTo(404);
    }

    @Test
    void groupWhenItGetsARoleThenMembersHaveItAndAreSignedOut() {
        call(writer, "POST", "/roles", "{\"name\": \"night\"}");
        call(writer, "POST", "/groups", "{\"name\": \"shift\"}");
        String id = call(writer, "POST", "/users", "{\"name\": \"eva\", \"groups\": [\"shift\"]}")
                .text("id");
        Reply group = call(writer, "PUT", "/groups/shift", "{\"description\": \"late\", \"roles\": [\"night\"]}");
        assertThat(group.status()).isEqualTo(200);
        assertThat(call(reader, "GET", "/users/" + id, "")
                        .json()
                        .path("effectiveRoles")
                        .get(0)
                        .asString())
                .isEqualTo("night");
        assertThat(call(writer, "DELETE", "/groups/shift", "").status()).isEqualTo(204);
        assertThat(call(reader, "GET", "/users/" + id, "")
                        .json()
                        .path("effectiveRoles")
                        .isEmpty())
                .isTrue();
    }

    @Test
    void disableWhenTheLastAdminThenRefused() {
        Person one = server.person("root", Person.ADMIN);
        Reply refused = call(writer, "POST", "/users/" + one.id() + "/disable", "");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body()).contains("nobody else is an admin");
        assertThat(call(writer, "DELETE", "/users/" + one.id(), "").status()).isEqualTo(409);
        assertThat(call(writer, "PUT", "/users/" + one.id() + "/roles", "{\"roles\": []}")
                        .status())
                .isEqualTo(409);
    }

    @Test
    void unlockWhenHeldUpThenFailuresAreShownAndForgotten() {
        Person fay = server.person("fay");
        for (int i = 0; i < 4; i++) {
            new Browser(server).logIn("fay", "wrong wrong");
        }
        Reply seen = call(reader, "GET", "/users/" + fay.id(), "");
        assertThat(seen.json().path("failures").get(0).path("failures").asInt()).isEqualTo(4);
        Reply after = call(writer, "POST", "/users/" + fay.id() + "/unlock", "");
        assertThat(after.json().path("failures").isEmpty()).isTrue();
    }

    @Test
    void callWhenTokenDoesNotSufficeThenRefused() {
        assertThat(call(reader, "POST", "/users", "{\"name\": \"gil\"}").status())
                .isEqualTo(403);
        assertThat(call("nonsense", "GET", "/users", "").status()).isEqualTo(401);
        server.person("hal");
        String token = shop.tokens("hal", "openid profile").text("access_token");
        assertThat(call(token, "GET", "/users", "").status()).isIn(401, 403);
        Browser browser = new Browser(server);
        browser.logIn("hal", RunningAuthServer.PASSWORD);
        assertThat(browser.get("/admin/v1/users").status()).isEqualTo(401);
    }

    private static Reply call(String token, String method, String path, String body) {
        return new Browser(server)
                .call(method, "/admin/v1" + path, "application/json", body, "Authorization", "Bearer " + token);
    }
}

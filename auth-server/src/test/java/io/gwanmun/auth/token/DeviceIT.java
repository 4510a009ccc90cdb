package io.gwanmun.auth.token;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.gwanmun.auth.testing.App;
import io.gwanmun.auth.testing.AtOnce;
import io.gwanmun.auth.testing.Browser;
import io.gwanmun.auth.testing.Reply;
import io.gwanmun.auth.testing.RunningAuthServer;

import static org.assertj.core.api.Assertions.assertThat;

class DeviceIT {

    private static final String GRANT = "urn:ietf:params:oauth:grant-type:device_code";

    private static RunningAuthServer server;
    private static App device;

    @BeforeAll
    static void start() {
        server = RunningAuthServer.shared();
        server.person("viewer");
        device = App.of(server, """
                {"id": "device", "name": "TV", "authentication": ["none"], "grants": ["%s", "refresh_token"],
                 "scopes": ["orders:read", "orders:write", "gateway:read"]}
                """.formatted(GRANT));
    }

    @Test
    void tokenWhenSomebodyAgreesThenTheDeviceGetsTokensOnce() {
        Reply asked = device.post("/oauth2/device_authorization", Map.of("scope", "orders:read"));
        assertThat(asked.text("verification_uri")).isEqualTo(server.issuer() + "/activate");
        Map<String, String> poll = Map.of("grant_type", GRANT, "device_code", asked.text("device_code"));
        assertThat(device.token(poll).text("error")).isEqualTo("authorization_pending");

        Reply consent = agree(asked.text("user_code"), "orders:read");
        assertThat(consent.header("Location")).endsWith("/activate?success");
        Reply tokens = device.token(poll);
        assertThat(tokens.status()).as(tokens.body()).isEqualTo(200);
        assertThat(tokens.text("scope")).isEqualTo("orders:read");
        Reply refreshed = device.token(device.refresh(tokens.text("refresh_token")));
        assertThat(refreshed.status()).isEqualTo(200);

        assertThat(device.token(poll).text("error")).isEqualTo("invalid_grant");
        assertThat(device.token(device.refresh(refreshed.text("refresh_token"))).status())
                .isEqualTo(400);
    }

    @Test
    void tokenWhenAskedAgainAtOnceThenToldToSlowDownUntilSomebodyAgreed() {
        Reply asked = device.post("/oauth2/device_authorization", Map.of("scope", "orders:read"));
        Map<String, String> poll = Map.of("grant_type", GRANT, "device_code", asked.text("device_code"));
        assertThat(device.token(poll).text("error")).isEqualTo("authorization_pending");
        Reply soon = device.token(poll);
        assertThat(soon.status()).isEqualTo(400);
        assertThat(soon.text("error")).isEqualTo("slow_down");
        agree(asked.text("user_code"), "orders:read");
        assertThat(device.token(poll).status()).isEqualTo(200);
    }

    @Test
    void tokenWhenFiftyAskAtOnceThenOneGetsTokens() throws Exception {
        Reply asked = device.post("/oauth2/device_authorization", Map.of("scope", "orders:write"));
        agree(asked.text("user_code"), "orders:write");
        List<Reply> replies = AtOnce.times(
                50, () -> device.token(Map.of("grant_type", GRANT, "device_code", asked.text("device_code"))));
        assertThat(replies).filteredOn(reply -> reply.status() == 200).hasSize(1);
    }

    @Test
    void authorizeDeviceWhenScopeIsUnknownOrMixedThenRefuses() {
        assertThat(device.post("/oauth2/device_authorization", Map.of("scope", "unknown"))
                        .text("error"))
                .isEqualTo("invalid_scope");
        assertThat(device.post("/oauth2/device_authorization", Map.of("scope", "orders:read gateway:read"))
                        .text("error"))
                .isEqualTo("invalid_scope");
    }

    @Test
    void tokenWhenAdminScopeIsAgreedToByNoAdministratorThenRefuses() {
        Reply asked = device.post("/oauth2/device_authorization", Map.of("scope", "gateway:read"));
        agree(asked.text("user_code"), "gateway:read");
        assertThat(device.token(Map.of("grant_type", GRANT, "device_code", asked.text("device_code")))
                        .text("error"))
                .isEqualTo("invalid_scope");
    }

    @Test
    void tokenWhenSomebodyDeclinesThenTheDeviceIsTold() {
        Reply asked = device.post("/oauth2/device_authorization", Map.of("scope", "orders:read"));
        Browser other = loggedIn("decliner");
        String state = typed(other, asked.text("user_code")).sentBackWith().get("state");
        Reply declined = other.post(
                "/oauth2/device_verification",
                Map.of("client_id", "device", "user_code", asked.text("user_code"), "state", state));
        assertThat(declined.header("Location")).endsWith("/activate?error");
        assertThat(device.token(Map.of("grant_type", GRANT, "device_code", asked.text("device_code")))
                        .text("error"))
                .isEqualTo("access_denied");
    }

    /** Otherwise a link in a mail would sign in a stranger's device for everybody who has such a device of their own. */
    @Test
    void activateWhenTheSameWasAgreedToBeforeThenALinkDoesNothingAndEachDeviceIsAskedFor() {
        Map<String, String> scope = Map.of("scope", "orders:read");
        agree(device.post("/oauth2/device_authorization", scope).text("user_code"), "orders:read");
        Reply strangers = device.post("/oauth2/device_authorization", scope);
        Browser browser = loggedIn("viewer");

        assertThat(browser.get("/oauth2/device_verification?user_code=" + strangers.text("user_code"))
                        .header("Location"))
                .isEqualTo("/activate?error");
        Reply page = typed(browser, strangers.text("user_code"));
        assertThat(page.header("Location")).startsWith(server.issuer() + "/consent?");
        assertThat(device.token(Map.of("grant_type", GRANT, "device_code", strangers.text("device_code")))
                        .text("error"))
                .isEqualTo("authorization_pending");

        Map<String, String> deny = new HashMap<>(page.sentBackWith());
        deny.remove("scope");
        assertThat(browser.post("/oauth2/device_verification", deny).header("Location"))
                .endsWith("/activate?error");
        assertThat(device.token(Map.of("grant_type", GRANT, "device_code", strangers.text("device_code")))
                        .text("error"))
                .isEqualTo("access_denied");
    }

    @Test
    void activateWhenManyCodesAreTriedThenEvenTheRightOneHasToWait() {
        server.person("guesser");
        Browser browser = new Browser(server);
        browser.logIn("guesser", RunningAuthServer.PASSWORD);
        String right = device.post("/oauth2/device_authorization", Map.of("scope", "orders:read"))
                .text("user_code");
        for (int i = 0; i < 11; i++) {
            assertThat(typed(browser, "BBBB-BBBB").header("Location")).isEqualTo("/activate?error");
        }
        server.bean(JdbcClient.class)
                .sql("update guess set until = timestamp with time zone '2100-01-01 00:00:00+00' where until > latest")
                .update();
        assertThat(typed(browser, right).header("Location")).isEqualTo("/activate?error");
        server.forgetGuesses();
        assertThat(typed(browser, right).header("Location")).startsWith(server.issuer() + "/consent?");
    }

    private static Reply typed(Browser browser, String userCode) {
        return browser.submit("/activate", "/oauth2/device_verification", Map.of("user_code", userCode));
    }

    private static Reply agree(String userCode, String scope) {
        Browser browser = loggedIn("viewer");
        Reply page = typed(browser, userCode);
        assertThat(page.header("Location")).startsWith(server.issuer() + "/consent?");
        return browser.post(
                "/oauth2/device_verification",
                Map.of(
                        "client_id",
                        "device",
                        "user_code",
                        userCode,
                        "state",
                        page.sentBackWith().get("state"),
                        "scope",
                        scope));
    }

    private static Browser loggedIn(String name) {
        if (name.equals("decliner")) {
            server.person(name);
        }
        Browser browser = new Browser(server);
        browser.logIn(name, RunningAuthServer.PASSWORD);
        return browser;
    }
}

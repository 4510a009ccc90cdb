package io.gwanmun.auth.attack;

import java.util.Map;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.gwanmun.auth.testing.App;
import io.gwanmun.auth.testing.Browser;
import io.gwanmun.auth.testing.Reply;
import io.gwanmun.auth.testing.RunningAuthServer;

import static org.assertj.core.api.Assertions.assertThat;

/** OA06 and OA07: answers name their issuer; nobody gets more scope than was asked for, agreed to and allowed. */
class AuthorizationAttackIT {

    private static RunningAuthServer server;
    private static App web;
    private static App asking;
    private static App admin;

    @BeforeAll
    static void start() {
        server = RunningAuthServer.shared();
        server.person("oa07");
        server.person("oa07-admin", "gwanmun-admin");
        web = App.web(server, "oa07-web", "");
        asking = App.web(server, "oa07-asking", ", \"consent\": true");
        admin = App.of(server, """
                {"id": "oa07-admin", "name": "A", "authentication": ["none"], "grants": ["authorization_code"],
                 "redirectUris": ["%s"], "scopes": ["openid", "gateway:read", "gateway:write", "orders:read"]}
                """.formatted(App.REDIRECT));
    }

    @Test
    void authorizeWhenAnsweredThenIssuerAndStateStandBeside() {
        Reply code = web.authorize(loggedIn("oa07"), web.request("orders:read"));
        assertThat(code.sentBackWith())
                .containsEntry("iss", server.issuer())
                .containsEntry("state", "state-of-the-test-9f1c")
                .containsKey("code");
        Reply error = web.authorize(loggedIn("oa07"), web.request("unknown"));
        assertThat(error.sentBackWith())
                .containsEntry("iss", server.issuer())
                .containsEntry("state", "state-of-the-test-9f1c")
                .containsEntry("error", "invalid_scope");
    }

    @Test
    void authorizeWhenStateHasMarksOfAnAddressThenComesBackAsItWas() {
        Map<String, String> request = web.request("orders:read");
        request.put("state", "a&code=x#\"<é>+ %20");
        assertThat(web.authorize(loggedIn("oa07"), request).sentBackWith())
                .containsEntry("state", "a&code=x#\"<é>+ %20")
                .hasSize(3);
    }

    @Test
    void authorizeWhenAParameterComesTwiceOrTheClientHasNoAddressThenRefusesWithoutRedirect() {
        Browser browser = loggedIn("oa07");
        String right = "/oauth2/authorize?" + Browser.encoded(web.request("orders:read"));
        for (String twice : new String[] {"&nonce=a&nonce=b", "&prompt=none&prompt=login", "&scope=email"}) {
            Reply reply = browser.get(right + twice);
            assertThat(reply.status()).as(twice).isEqualTo(400);
            assertThat(reply.header("Location")).isEmpty();
        }
        App machine = App.of(server, """
                {"id": "oa07-machine", "name": "M", "grants": ["client_credentials"]}""");
        for (String more : new String[] {"", "&redirect_uri=https://evil.example/"}) {
            Reply reply = browser.get("/oauth2/authorize?response_type=code&client_id=" + machine.id() + more);
            assertThat(reply.status()).as(more).isEqualTo(400);
            assertThat(reply.header("Location")).isEmpty();
        }
    }

    @Test
    void authorizeWhenPromptIsNoneThenNeitherLoginNorConsentIsSkipped() {
        Map<String, String> request = asking.request("openid orders:read");
        request.put("prompt", "none");
        assertThat(asking.authorize(new Browser(server), request).sentBackWith())
                .containsEntry("error", "login_required");
        assertThat(asking.authorize(loggedIn("oa07"), request).sentBackWith())
                .containsEntry("error", "consent_required");
    }

    @Test
    void consentWhenMoreIsAgreedToThanWasAskedForThenRefuses() {
        Browser browser = loggedIn("oa07");
        Map<String, String> page =
                asking.authorize(browser, asking.request("orders:read")).sentBackWith();
        Reply reply = browser.post(
                "/oauth2/authorize",
                Map.of("client_id", "oa07-asking", "state", page.get("state"), "scope", "orders:write"));
        assertThat(reply.sentBackWith()).containsEntry("error", "invalid_scope").doesNotContainKey("code");
    }

    @Test
    void consentWhenAgreedThenCodeComesWithStateOnceAndNobodyElseCanAgree() {
        Browser browser = loggedIn("oa07");
        Reply page = asking.authorize(browser, asking.request("orders:read"));
        assertThat(page.header("Location")).startsWith(server.issuer() + "/consent?");
        Map<String, String> form =
                Map.of("client_id", "oa07-asking", "state", page.sentBackWith().get("state"), "scope", "orders:read");
        assertThat(loggedIn("oa07-admin").post("/oauth2/authorize", form).status())
                .isEqualTo(400);
        Reply reply = browser.post("/oauth2/authorize", form);
        assertThat(reply.sentBackWith())
                .containsEntry("state", "state-of-the-test-9f1c")
                .containsEntry("iss", server.issuer());
        String code = reply.sentBackWith().get("code");
        assertThat(browser.post("/oauth2/authorize", form).status()).isEqualTo(400);
        assertThat(asking.token(asking.exchange(code)).text("scope")).isEqualTo("orders:read");
    }

    @Test
    void authorizeWhenAdminScopesAreAskedForThenOnlyAdministratorsGetThemAndByThemselves() throws Exception {
        Browser administrator = loggedIn("oa07-admin");
        Reply tokens = admin.token(admin.exchange(admin.code(administrator, "gateway:read gateway:write")));
        assertThat(com.nimbusds.jwt.SignedJWT.parse(tokens.text("access_token"))
                        .getJWTClaimsSet()
                        .getAudience())
                .containsExactly("gwanmun-admin");
        assertThat(admin.authorize(administrator, admin.request("gateway:read orders:read"))
                        .sentBackWith())
                .containsEntry("error", "invalid_scope");
        assertThat(admin.authorize(administrator, admin.request("gateway:read openid"))
                        .sentBackWith())
                .containsEntry("error", "invalid_scope");
        assertThat(admin.authorize(loggedIn("oa07"), admin.request("gateway:read"))
                        .sentBackWith())
                .containsEntry("error", "invalid_scope");
    }

    @Test
    void authorizeWhenNobodyIsLoggedInThenLoginPageAndAFrameOfAnotherSiteStaysEmpty() {
        Reply reply = web.authorize(new Browser(server), web.request("orders:read"));
        assertThat(reply.status()).isEqualTo(302);
        assertThat(reply.header("Location")).endsWith("/login");
        assertThat(reply.header("X-Frame-Options")).isEqualTo("DENY");
    }

    @Test
    void authorizeWhenResponseTypeIsImplicitThenRefuses() {
        Map<String, String> request = web.request("orders:read");
        request.put("response_type", "token");
        Reply reply = web.authorize(loggedIn("oa07"), request);
        assertThat(reply.body() + reply.header("Location")).contains("unsupported_response_type");
        assertThat(reply.header("Location")).doesNotContain("access_token");
    }

    private static Browser loggedIn(String name) {
        Browser browser = new Browser(server);
        browser.logIn(name, RunningAuthServer.PASSWORD);
        return browser;
    }
}

package io.gwanmun.auth.page;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.gwanmun.auth.testing.App;
import io.gwanmun.auth.testing.Browser;
import io.gwanmun.auth.testing.Reply;
import io.gwanmun.auth.testing.RunningAuthServer;

import static org.assertj.core.api.Assertions.assertThat;

/** Logging in, agreeing and connecting a device, as somebody at a browser without scripts does it. */
class ConsentIT {

    private static final Pattern STATE = Pattern.compile("name=\"state\" value=\"([^\"]+)\"");

    private static RunningAuthServer server;
    private static App shop;

    @BeforeAll
    static void start() {
        server = RunningAuthServer.start();
        server.person("ann");
        shop = App.web(server, "shop", ", \"consent\": true");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void allowWhenSaidThenTheClientGetsACodeAndAsksNoMore() {
        server.person("ben");
        Browser browser = new Browser(server);
        Reply turned = shop.authorize(browser, shop.request("openid profile orders:read"));
        assertThat(turned.header("Location")).endsWith("/login");
        Reply back = browser.logIn("ben", RunningAuthServer.PASSWORD);
        Reply asked = browser.get(browser.get(back.header("Location")).header("Location"));
        assertThat(asked.body())
                .contains("<strong>Web</strong> wants to act for you, <strong>ben</strong>", "See your name");

        Map<String, String> answer = form(asked);
        answer.put("scope", "profile");
        Reply sent = browser.post("/oauth2/authorize", answer);

        assertThat(sent.header("Location")).startsWith(App.REDIRECT);
        Reply tokens = shop.token(shop.exchange(sent.sentBackWith().get("code")));
        assertThat(tokens.text("scope").split(" ")).containsExactlyInAnyOrder("openid", "profile");
        assertThat(shop.authorize(browser, shop.request("openid profile")).sentBackWith())
                .containsKey("code");
    }

    @Test
    void denyWhenSaidThenTheClientIsTold() {
        Browser browser = new Browser(server);
        browser.logIn("ann", RunningAuthServer.PASSWORD);
        Reply asked = browser.get(
                shop.authorize(browser, shop.request("openid email")).header("Location"));
        Reply sent = browser.post("/oauth2/authorize", form(asked));
        assertThat(sent.sentBackWith()).containsEntry("error", "access_denied");
    }

    @Test
    void denyWhenSomeWasAgreedToBeforeThenTheClientGetsNothing() {
        server.person("dan");
        Browser browser = new Browser(server);
        browser.logIn("dan", RunningAuthServer.PASSWORD);
        Map<String, String> yes = form(
                browser.get(shop.authorize(browser, shop.request("profile")).header("Location")));
        yes.put("scope", "profile");
        assertThat(browser.post("/oauth2/authorize", yes).sentBackWith()).containsKey("code");

        Reply more = browser.get(
                shop.authorize(browser, shop.request("profile orders:write")).header("Location"));
        assertThat(browser.post("/oauth2/authorize", form(more)).sentBackWith())
                .containsEntry("error", "access_denied")
                .doesNotContainKey("code");
    }

    /** Whatever runs on the same machine can open the same address and listen for the code. */
    @Test
    void authorizeWhenClientIsNativeThenAsksEachTime() {
        App cli = App.of(server, """
                {"id": "cli", "name": "CLI", "authentication": ["none"], "consent": true, "scopes": ["profile"],
                 "grants": ["authorization_code"], "redirectUris": ["http://127.0.0.1/callback"]}""");
        Browser browser = new Browser(server);
        browser.logIn("ann", RunningAuthServer.PASSWORD);
        Map<String, String> request = cli.request("profile");
        request.put("redirect_uri", "http://127.0.0.1:49152/callback");
        for (int i = 0; i < 2; i++) {
            Reply asked = cli.authorize(browser, request);
            assertThat(asked.header("Location")).startsWith(server.issuer() + "/consent?");
            Map<String, String> answer = form(browser.get(asked.header("Location")));
            answer.put(i == 0 ? "scope" : "decision", i == 0 ? "profile" : "allow");
            assertThat(browser.post("/oauth2/authorize", answer).sentBackWith()).containsKey("code");
        }
    }

    @Test
    void consentWhenAddressIsMadeUpThenEverythingIsEscapedAndNothingCanBeGiven() {
        Browser browser = new Browser(server);
        browser.logIn("ann", RunningAuthServer.PASSWORD);
        Reply page = browser.get("/consent?client_id=shop&scope=openid%20gateway:write%20%3Cx%3E&state=s%22s");
        assertThat(page.body())
                .contains("for everybody", "&lt;x&gt;", "s&quot;s")
                .doesNotContain("<x>", "value=\"openid\"");
        Map<String, String> answer = form(page);
        answer.put("scope", "gateway:write");
        assertThat(browser.post("/oauth2/authorize", answer).status()).isEqualTo(400);
        assertThat(browser.get("/consent?client_id=none&scope=a&state=b").status())
                .isEqualTo(400);
    }

    @Test
    void activateWhenCodeIsConfirmedThenTheDeviceGetsATokenAndNotBefore() {
        App tv = App.of(server, """
                {"id": "tv", "name": "TV", "authentication": ["none"], "consent": true, "scopes": ["profile"],
                 "grants": ["urn:ietf:params:oauth:grant-type:device_code", "refresh_token"]}""");
        Reply begun = tv.post("/oauth2/device_authorization", Map.of("scope", "profile"));
        String code = begun.text("user_code");
        Map<String, String> poll = Map.of(
                "grant_type", "urn:ietf:params:oauth:grant-type:device_code", "device_code", begun.text("device_code"));
        assertThat(tv.token(poll).text("error")).isEqualTo("authorization_pending");

        Browser browser = new Browser(server);
        browser.logIn("ann", RunningAuthServer.PASSWORD);
        Reply filled = browser.get("/activate?user_code=" + code);
        assertThat(filled.body()).contains("value=\"" + code + "\"", "Go on only if your device shows this very code.");
        assertThat(browser.submit("/activate", "/oauth2/device_verification", Map.of("user_code", "BBBB-BBBB"))
                        .header("Location"))
                .endsWith("/activate?error");
        assertThat(browser.get("/activate?error").body())
                .contains("That code is wrong or too old, or was turned down.");
        Reply turned = browser.submit("/activate", "/oauth2/device_verification", Map.of("user_code", code));
        Reply asked = browser.get(turned.header("Location"));
        assertThat(asked.body()).contains("<strong>TV</strong>", code);
        Map<String, String> answer = form(asked);
        answer.put("user_code", code);
        answer.put("scope", "profile");
        Reply done = browser.post("/oauth2/device_verification", answer);

        assertThat(done.header("Location")).endsWith("/activate?success");
        assertThat(browser.get("/activate?success").body()).contains("Your device is connected");
        assertThat(tv.token(poll).text("access_token")).isNotEmpty();
    }

    @Test
    void activateWhenDeviceAsksForNoScopeThenAllowGivesATokenAndDenyGivesNone() {
        App plain = App.of(server, """
                {"id": "plain", "name": "Plain", "authentication": ["none"], "consent": true,
                 "grants": ["urn:ietf:params:oauth:grant-type:device_code"]}""");
        Browser browser = new Browser(server);
        browser.logIn("ann", RunningAuthServer.PASSWORD);

        Reply denied = plain.post("/oauth2/device_authorization", Map.of());
        assertThat(answer(browser, denied, Map.of()).header("Location")).endsWith("/activate?error");
        assertThat(poll(plain, denied).text("error")).isEqualTo("access_denied");

        Reply allowed = plain.post("/oauth2/device_authorization", Map.of());
        assertThat(answer(browser, allowed, Map.of("decision", "allow")).header("Location"))
                .endsWith("/activate?success");
        assertThat(poll(plain, allowed).text("access_token")).isNotEmpty();

        Reply later = plain.post("/oauth2/device_authorization", Map.of());
        assertThat(answer(browser, later, Map.of()).header("Location")).endsWith("/activate?error");
        assertThat(poll(plain, later).text("access_token")).isEmpty();
    }

    /** Types in the code of a device and answers what is asked then. */
    private static Reply answer(Browser browser, Reply begun, Map<String, String> fields) {
        String code = begun.text("user_code");
        Reply turned = browser.submit("/activate", "/oauth2/device_verification", Map.of("user_code", code));
        Reply asked = browser.get(turned.header("Location"));
        assertThat(asked.body()).contains(code, "name=\"decision\" value=\"allow\"");
        Map<String, String> answer = form(asked);
        answer.put("user_code", code);
        answer.putAll(fields);
        return browser.post("/oauth2/device_verification", answer);
    }

    private static Reply poll(App device, Reply begun) {
        return device.token(Map.of(
                "grant_type",
                "urn:ietf:params:oauth:grant-type:device_code",
                "device_code",
                begun.text("device_code")));
    }

    /** What is hidden in the form. */
    private static Map<String, String> form(Reply page) {
        assertThat(page.status()).as(page.body()).isEqualTo(200);
        Matcher state = STATE.matcher(page.body());
        assertThat(state.find()).isTrue();
        Matcher client =
                Pattern.compile("name=\"client_id\" value=\"([^\"]+)\"").matcher(page.body());
        assertThat(client.find()).isTrue();
        Map<String, String> form = new LinkedHashMap<>();
        form.put("client_id", client.group(1));
        form.put("state", state.group(1));
        return form;
    }
}

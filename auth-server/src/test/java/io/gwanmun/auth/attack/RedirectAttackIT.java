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

/** OA01: nobody is sent where the client did not say, not even with an error. */
class RedirectAttackIT {

    private static App web;
    private static App nativeApp;
    private static App loopbackWeb;
    private static Browser browser;

    @BeforeAll
    static void start() {
        RunningAuthServer server = RunningAuthServer.shared();
        server.person("redirected");
        web = App.web(server, "oa01-web", "");
        nativeApp = App.of(server, """
                {"id": "oa01-native", "name": "N", "authentication": ["none"], "scopes": ["orders:read"],
                 "grants": ["authorization_code"],
                 "redirectUris": ["http://127.0.0.1/cb", "http://[::1]/cb", "http://localhost:7777/cb", "com.example.app:/cb"]}
                """);
        loopbackWeb = App.of(server, """
                {"id": "oa01-loopback", "name": "L", "scopes": ["orders:read"], "grants": ["authorization_code"],
                 "redirectUris": ["http://127.0.0.1:7000/cb"]}
                """);
        browser = new Browser(server);
        browser.logIn("redirected", RunningAuthServer.PASSWORD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/callback",
                "https://app.example/other",
                "https://app.example/callback/",
                "https://app.example/callback/x",
                "https://app.example/Callback",
                "https://app.example:8443/callback",
                "https://app.example:443/callback",
                "http://app.example/callback",
                "HTTPS://app.example/callback",
                "https://app.example/callback?next=evil",
                "https://app.example/callback?",
                "https://app.example/callback#fragment",
                "https://app.example/callback#",
                "https://app.example/%2e%2e/callback",
                "https://app.example/x/../callback",
                "https://app.example/callback%2f..",
                "https://app.example@evil.example/callback",
                "https://app.example%40evil.example/callback",
                "https://app.example\\@evil.example/callback",
                "https://app.example\\.evil.example/callback",
                "https://sub.app.example/callback",
                "https://app.example.evil.example/callback",
                "https://app.example./callback",
                " https://app.example/callback",
                "//app.example/callback",
                "javascript:alert(1)",
                "data:text/html,x",
                "/callback",
                ""
            })
    void authorizeWhenRedirectUriDiffersThenAnswersWithoutRedirect(String uri) {
        Map<String, String> request = web.request("orders:read");
        request.put("redirect_uri", uri);
        refused(web.authorize(browser, request));
    }

    @Test
    void authorizeWhenRedirectUriIsMissingOrTwiceThenAnswersWithoutRedirect() {
        Map<String, String> request = web.request("orders:read");
        String target = "/oauth2/authorize?" + Browser.encoded(request);
        refused(browser.get(target + "&redirect_uri=https%3A%2F%2Fevil.example"));
        request.remove("redirect_uri");
        refused(web.authorize(browser, request));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:51004/cb",
                "http://[::1]:61023/cb",
                "http://127.0.0.1/cb",
                "com.example.app:/cb"
            })
    void authorizeWhenNativeAppNamesAnotherLoopbackPortThenSendsCode(String uri) {
        Map<String, String> request = nativeApp.request("orders:read");
        request.put("redirect_uri", uri);
        Reply reply = nativeApp.authorize(browser, request);
        assertThat(reply.header("Location")).startsWith(uri + "?code=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:51004/cb",
                "http://localhost/cb",
                "http://127.0.0.2:51004/cb",
                "http://127.0.0.1:51004/other",
                "http://127.0.0.1:51004/cb?x",
                "http://127.0.0.1:51004@evil.example/cb",
                "http://127.0.0.1:999999/cb",
                "https://127.0.0.1:51004/cb",
                "com.example.app:/other"
            })
    void authorizeWhenNativeAppNamesMoreThanAnotherPortThenAnswersWithoutRedirect(String uri) {
        Map<String, String> request = nativeApp.request("orders:read");
        request.put("redirect_uri", uri);
        refused(nativeApp.authorize(browser, request));
    }

    @Test
    void authorizeWhenConfidentialClientNamesAnotherLoopbackPortThenAnswersWithoutRedirect() {
        Map<String, String> request = loopbackWeb.request("orders:read");
        request.put("redirect_uri", "http://127.0.0.1:7001/cb");
        refused(loopbackWeb.authorize(browser, request));
    }

    private static void refused(Reply reply) {
        assertThat(reply.status()).as(reply.header("Location")).isEqualTo(400);
        assertThat(reply.header("Location")).isEmpty();
    }
}

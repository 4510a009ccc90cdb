package io.gwanmun.auth.login;

import java.net.http.HttpResponse;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.gwanmun.auth.testing.Browser;
import io.gwanmun.auth.testing.RunningAuthServer;
import io.gwanmun.auth.user.Person;

import static org.assertj.core.api.Assertions.assertThat;

class LoginIT {

    private static RunningAuthServer server;
    private static Person ann;

    @BeforeAll
    static void start() {
        server = RunningAuthServer.start();
        ann = server.person("ann", "support");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void loginWhenRightThenAccountIsShownAndSessionIdIsNew() throws Exception {
        Browser browser = browser();
        browser.get("/login");
        String before = browser.cookie();

        HttpResponse<String> answer = browser.login("ann", RunningAuthServer.PASSWORD);

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).hasValue("/account");
        assertThat(browser.cookie()).isNotEqualTo(before);
        assertThat(browser.get("/account").body()).contains("Hello, ann", "this browser");
    }

    @Test
    void loginWhenByAddressInAnotherCaseThenTaken() throws Exception {
        assertThat(browser()
                        .login("ANN@example.org", RunningAuthServer.PASSWORD)
                        .statusCode())
                .isEqualTo(302);
    }

    @Test
    void loginWhenSentToAnAccountPageThenLeadsBackThere() throws Exception {
        Browser browser = browser();
        HttpResponse<String> turned = browser.get("/activate?user_code=ABCD");
        assertThat(turned.headers().firstValue("Location")).hasValue("/login");
        HttpResponse<String> answer = browser.login("ann", RunningAuthServer.PASSWORD);
        assertThat(answer.headers().firstValue("Location").orElse("")).startsWith("/activate?user_code=ABCD");
    }

    @Test
    void loginWhenWithoutCsrfThenRefused() throws Exception {
        Browser browser = browser();
        browser.get("/login");
        HttpResponse<String> answer =
                browser.post("/login", "x", Map.of("username", "ann", "password", RunningAuthServer.PASSWORD));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("Not allowed").doesNotContain("Exception");
    }

    @Test
    void logoutWhenDoneThenAccountIsClosed() throws Exception {
        Browser browser = browser();
        browser.login("ann", RunningAuthServer.PASSWORD);
        HttpResponse<String> answer = browser.submit("/account", "/logout", Map.of());
        assertThat(answer.headers().firstValue("Location").orElse("")).endsWith("/login?logout");
        assertThat(browser.get("/account").statusCode()).isEqualTo(302);
        assertThat(browser.get("/login?logout").body()).contains("You are signed out.");
    }

    @Test
    void endEverywhereWhenSaidInOneBrowserThenOthersAreOutAtOnce() throws Exception {
        server.person("bea");
        Browser one = browser();
        Browser other = browser();
        one.login("bea", RunningAuthServer.PASSWORD);
        other.login("bea", RunningAuthServer.PASSWORD);
        assertThat(other.get("/account").statusCode()).isEqualTo(200);

        one.submit("/account", "/account/end-everywhere", Map.of());

        assertThat(other.get("/account").statusCode()).isEqualTo(302);
        assertThat(one.get("/account").statusCode()).isEqualTo(302);
    }

    @Test
    void getWhenAnyPageThenNothingMayFrameOrScriptIt() throws Exception {
        for (String path : new String[] {"/login", "/nothing-here", "/account", "/style.css"}) {
            HttpResponse<String> answer = browser().get(path);
            assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                    .contains("default-src 'none'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(answer.headers().firstValue("X-Frame-Options")).hasValue("DENY");
            assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
        }
        HttpResponse<String> login = browser().get("/login");
        assertThat(login.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        assertThat(login.headers().firstValue("Set-Cookie").orElse(""))
                .contains("HttpOnly", "SameSite=Lax")
                .doesNotContain("Secure");
        assertThat(login.body()).doesNotContain("<script").doesNotContain("style=");
    }

    @Test
    void getWhenNothingIsThereThenPageSaysSo() throws Exception {
        Browser browser = browser();
        browser.login("ann", RunningAuthServer.PASSWORD);
        HttpResponse<String> answer = browser.get("/nothing-here");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("There is no page at this address.");
    }

    @Test
    void consentWhenShownThenWhatClientsSayIsEscaped() throws Exception {
        Browser browser = browser();
        browser.login("ann", RunningAuthServer.PASSWORD);
        HttpResponse<String> page =
                browser.get("/consent?client_id=shop&scope=openid%20profile%20gateway:write%20%3Cx%3E&state=s%22s");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("The Shop &amp; Co. &lt;b&gt;", "See your name", "for everybody", "&lt;x&gt;", "s&quot;s")
                .doesNotContain("<x>", "value=\"openid\"");
        assertThat(browser.get("/consent?client_id=none&scope=a&state=b").statusCode())
                .isEqualTo(400);
    }

    @Test
    void namedWhenDisabledThenSameAnswerAsForAWrongPassword() throws Exception {
        Person cid = server.person("cid");
        server.replace(new Person(cid.id(), "cid", cid.roles(), false, Map.of()));
        HttpResponse<String> disabled = browser().login("cid", RunningAuthServer.PASSWORD);
        HttpResponse<String> wrong = browser().login("ann", "not the password");
        assertThat(disabled.statusCode()).isEqualTo(wrong.statusCode()).isEqualTo(401);
        assertThat(plain(disabled.body(), "cid")).isEqualTo(plain(wrong.body(), "ann"));
        assertThat(ann.enabled()).isTrue();
    }

    private static String plain(String body, String name) {
        return body.replaceAll("name=\"_csrf\" value=\"[^\"]+\"", "").replace("\"" + name + "\"", "NAME");
    }

    private static Browser browser() {
        return new Browser(server.issuer());
    }
}

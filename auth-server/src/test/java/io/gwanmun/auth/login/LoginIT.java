package io.gwanmun.auth.login;

import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.gwanmun.auth.testing.Browser;
import io.gwanmun.auth.testing.Reply;
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
    void loginWhenRightThenAccountIsShownAndSessionIdIsNew() {
        Browser browser = browser();
        browser.get("/login");
        String before = browser.session();

        Reply answer = browser.logIn("ann", RunningAuthServer.PASSWORD);

        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("Location")).isEqualTo("/account");
        assertThat(browser.session()).isNotEqualTo(before);
        assertThat(browser.get("/account").body()).contains("Hello, ann", "this browser");
    }

    @Test
    void loginWhenByAddressInAnotherCaseThenTaken() {
        assertThat(browser()
                        .logIn("ANN@example.org", RunningAuthServer.PASSWORD)
                        .status())
                .isEqualTo(302);
    }

    @Test
    void loginWhenSentToAnAccountPageThenLeadsBackThere() {
        Browser browser = browser();
        Reply turned = browser.get("/activate?user_code=ABCD");
        assertThat(turned.header("Location")).isEqualTo("/login");
        Reply answer = browser.logIn("ann", RunningAuthServer.PASSWORD);
        assertThat(answer.header("Location")).startsWith("/activate?user_code=ABCD");
    }

    @Test
    void loginWhenWithoutCsrfThenRefused() {
        Browser browser = browser();
        browser.get("/login");
        Map<String, String> form = Map.of("username", "ann", "password", RunningAuthServer.PASSWORD);
        Reply answer = browser.post("/login", form, "Accept", "text/html");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).contains("Not allowed").doesNotContain("Exception");
    }

    @Test
    void logoutWhenDoneThenAccountIsClosed() {
        Browser browser = browser();
        browser.logIn("ann", RunningAuthServer.PASSWORD);
        Reply answer = browser.submit("/account", "/logout", Map.of());
        assertThat(answer.header("Location")).endsWith("/login?logout");
        assertThat(browser.get("/account").status()).isEqualTo(302);
        assertThat(browser.get("/login?logout").body()).contains("You are signed out.");
    }

    @Test
    void endEverywhereWhenSaidInOneBrowserThenOthersAreOutAtOnce() {
        server.person("bea");
        Browser one = browser();
        Browser other = browser();
        one.logIn("bea", RunningAuthServer.PASSWORD);
        other.logIn("bea", RunningAuthServer.PASSWORD);
        assertThat(other.get("/account").status()).isEqualTo(200);

        one.submit("/account", "/account/end-everywhere", Map.of());

        assertThat(other.get("/account").status()).isEqualTo(302);
        assertThat(one.get("/account").status()).isEqualTo(302);
    }

    @Test
    void getWhenAnyPageThenNothingMayFrameOrScriptIt() {
        for (String path : new String[] {"/login", "/nothing-here", "/account", "/style.css"}) {
            Reply answer = browser().get(path);
            assertThat(answer.header("Content-Security-Policy"))
                    .contains("default-src 'none'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
            assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        }
        Reply login = browser().get("/login");
        assertThat(login.header("Cache-Control")).contains("no-store");
        assertThat(login.header("Set-Cookie"))
                .contains("HttpOnly", "SameSite=Lax")
                .doesNotContain("Secure");
        assertThat(login.body()).doesNotContain("<script").doesNotContain("style=");
    }

    @Test
    void getWhenNothingIsThereThenPageSaysSo() {
        Browser browser = browser();
        browser.logIn("ann", RunningAuthServer.PASSWORD);
        Reply answer = browser.get("/nothing-here");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).contains("There is no page at this address.");
    }

    @Test
    void namedWhenDisabledThenSameAnswerAsForAWrongPassword() {
        Person cid = server.person("cid");
        server.replace(new Person(cid.id(), "cid", cid.roles(), false, Map.of()));
        Reply disabled = browser().logIn("cid", RunningAuthServer.PASSWORD);
        Reply wrong = browser().logIn("ann", "not the password");
        assertThat(disabled.status()).isEqualTo(wrong.status()).isEqualTo(401);
        assertThat(plain(disabled.body(), "cid")).isEqualTo(plain(wrong.body(), "ann"));
        assertThat(ann.enabled()).isTrue();
    }

    private static String plain(String body, String name) {
        return body.replaceAll("name=\"_csrf\" value=\"[^\"]+\"", "").replace("\"" + name + "\"", "NAME");
    }

    private static Browser browser() {
        return new Browser(server);
    }
}

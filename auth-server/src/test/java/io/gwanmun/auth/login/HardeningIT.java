package io.gwanmun.auth.login;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.gwanmun.auth.testing.Browser;
import io.gwanmun.auth.testing.Reply;
import io.gwanmun.auth.testing.RunningAuthServer;

import static org.assertj.core.api.Assertions.assertThat;

/** The attack corpus on passwords and sessions: PW01, PW02, PW03, OA12. */
class HardeningIT {

    private static RunningAuthServer server;

    @BeforeAll
    static void start() {
        server = RunningAuthServer.start();
        server.person("ann");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void forget() {
        server.forgetGuesses();
    }

    /** Without the same work for a name nobody has, the answer would come in a small part of the time. */
    @Test
    void loginWhenNobodyHasTheNameThenTheAnswerTakesAsLong() {
        List<Duration> known = new ArrayList<>();
        List<Duration> unknown = new ArrayList<>();
        Browser browser = new Browser(server);
        for (int i = 0; i < 12; i++) {
            known.add(time(browser, "ann"));
            unknown.add(time(browser, "nobody"));
            server.forgetGuesses();
        }
        double ratio = (double) median(unknown).toNanos() / median(known).toNanos();
        assertThat(ratio).isBetween(0.6, 1.6);
    }

    @Test
    void loginWhenTriedOftenThenToldToWaitWhoeverItIs() {
        Reply known = afterMany("ann", "wrong wrong");
        Reply unknown = afterMany("nobody", "wrong wrong");
        assertThat(known.status()).isEqualTo(unknown.status()).isEqualTo(429);
        assertThat(known.header("Retry-After")).isNotEmpty();
        assertThat(known.body()).contains("Too many attempts");
        assertThat(unknown.body()).contains("Too many attempts");
        assertThat(afterMany("ann", RunningAuthServer.PASSWORD).status())
                .as("a right password is not looked at while one has to wait")
                .isEqualTo(429);
    }

    @Test
    void loginWhenPasswordIsHugeThenRefusedAtOnce() {
        Browser browser = new Browser(server);
        assertThat(browser.logIn("ann", "x".repeat(10_000)).status()).isEqualTo(401);
        assertThat(browser.logIn("ann", "x".repeat(1_000_000)).status()).isBetween(400, 499);
    }

    @Test
    void loginWhenSessionIdWasPlantedThenItIsWorthNothingAfterwards() {
        Browser victim = new Browser(server);
        victim.get("/login");
        String planted = victim.session();
        victim.logIn("ann", RunningAuthServer.PASSWORD);
        Reply attacker = new Browser(server).get("/account", "Cookie", "auth-session=" + planted);
        assertThat(attacker.status()).isEqualTo(302);
        assertThat(attacker.header("Location")).isEqualTo("/login");
    }

    @Test
    void getWhenIssuerIsHttpsThenCookieIsBoundToHostAndTls() {
        try (RunningAuthServer https = RunningAuthServer.start("--auth.issuer=https://login.example.org")) {
            Reply page = new Browser("http://127.0.0.1:" + https.port()).get("/login");
            assertThat(page.header("Set-Cookie"))
                    .startsWith("__Host-auth-session=")
                    .contains("Secure", "HttpOnly", "SameSite=Lax", "Path=/")
                    .doesNotContain("Domain");
            assertThat(page.header("Strict-Transport-Security")).isEqualTo("max-age=31536000");
        }
    }

    @Test
    void loginWhenHostHeaderIsForgedThenNoRedirectLeadsThere() {
        Browser browser = new Browser(server);
        Reply turned = browser.get("/account?next=//evil.example");
        assertThat(turned.header("Location")).isEqualTo("/login");
        assertThat(browser.logIn("ann", RunningAuthServer.PASSWORD).header("Location"))
                .startsWith("/account?next=//evil.example");
        assertThat(new Browser(server).get("//evil.example/account").header("Location"))
                .doesNotContain("evil");
    }

    /** The wait is made long by hand, so that a slow machine does not sit it out. */
    private static Reply afterMany(String name, String password) {
        server.forgetGuesses();
        Browser browser = new Browser(server);
        for (int i = 0; i < 6; i++) {
            assertThat(browser.logIn(name, "wrong wrong").status()).isEqualTo(401);
        }
        server.bean(JdbcClient.class)
                .sql("update guess set until = timestamp with time zone '2100-01-01 00:00:00+00' where until > latest")
                .update();
        return browser.logIn(name, password);
    }

    private static Duration time(Browser browser, String name) {
        Instant start = InstantSource.system().instant();
        browser.logIn(name, "wrong wrong wrong");
        return Duration.between(start, InstantSource.system().instant());
    }

    private static Duration median(List<Duration> times) {
        Collections.sort(times);
        return times.get(times.size() / 2);
    }
}

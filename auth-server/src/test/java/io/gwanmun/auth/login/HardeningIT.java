package io.gwanmun.auth.login;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.session.SessionRegistry;

import io.gwanmun.auth.testing.App;
import io.gwanmun.auth.testing.Browser;
import io.gwanmun.auth.testing.Reply;
import io.gwanmun.auth.testing.RunningAuthServer;

import static org.assertj.core.api.Assertions.assertThat;

/** The attack corpus on passwords and sessions: PW01 to PW04, OA12. */
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

    /**
     * Without the same work for a name nobody has, the answer would come in less than a tenth of the time. That the work is exactly the
     * same, {@code DatabasePeopleTest} counts.
     */
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
        assertThat(ratio).isBetween(0.4, 2.5);
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

    /** Who planted the session would know the token of its forms, too. */
    @Test
    void loginWhenFormTokenIsFromBeforeThenItIsWorthNothingAfterwards() {
        Browser browser = new Browser(server);
        Matcher before = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"")
                .matcher(browser.get("/login").body());
        assertThat(before.find()).isTrue();
        Map<String, String> form = new HashMap<>(Map.of("_csrf", before.group(1), "username", "ann"));
        form.put("password", RunningAuthServer.PASSWORD);
        assertThat(browser.post("/login", form).status()).isEqualTo(302);
        assertThat(browser.post("/account/profile", form).status()).isEqualTo(403);
        assertThat(browser.submit("/account", "/account/profile", Map.of()).status())
                .isEqualTo(302);
    }

    @Test
    void logoutWhenAClientAsksForItThenNothingIsLeftOfTheSession() {
        String id = server.person("lea").id();
        App app = App.web(server, "lea-app", "");
        Browser browser = new Browser(server);
        browser.logIn("lea", RunningAuthServer.PASSWORD);
        String token = app.token(app.exchange(app.code(browser, "openid"))).text("id_token");
        assertThat(server.bean(SessionRegistry.class).getAllSessions(id, true)).hasSize(1);
        assertThat(server.bean(SignIns.class).of(id)).hasSize(1);

        assertThat(browser.get("/connect/logout?id_token_hint=" + token).status())
                .isEqualTo(302);

        assertThat(browser.get("/account").status()).isEqualTo(302);
        assertThat(server.bean(SignIns.class).of(id)).isEmpty();
        assertThat(server.bean(SessionRegistry.class).getAllSessions(id, true)).isEmpty();
    }

    /** PW04: computing hashes takes its turn, all else does not wait for it. */
    @Test
    void keysWhenManyLogInAtOnceThenAreThereBeforeTheLastLogin() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(30);
        try {
            List<Future<Integer>> logins = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                String name = "nobody" + i;
                logins.add(threads.submit(
                        () -> new Browser(server).logIn(name, "wrong wrong").status()));
            }
            for (int i = 0; i < 5; i++) {
                assertThat(new Browser(server).get("/oauth2/jwks").status()).isEqualTo(200);
            }
            assertThat(logins).as("logins that wait still").anyMatch(login -> !login.isDone());
            for (Future<Integer> login : logins) {
                assertThat(login.get()).isIn(401, 429, 503);
            }
        } finally {
            threads.shutdownNow();
        }
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

package io.gwanmun.auth.attack;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import io.gwanmun.auth.testing.App;
import io.gwanmun.auth.testing.AtOnce;
import io.gwanmun.auth.testing.Browser;
import io.gwanmun.auth.testing.CalledBack;
import io.gwanmun.auth.testing.Reply;
import io.gwanmun.auth.testing.RunningAuthServer;

import static org.assertj.core.api.Assertions.assertThat;

/** OA03 and OA05: a code is good for one use, by its client, with its redirect URI, for a minute. */
class CodeAttackIT {

    private static RunningAuthServer server;
    private static App web;
    private static App spa;
    private static App other;
    private static App gateway;

    @BeforeAll
    static void start() {
        server = RunningAuthServer.start();
        server.person("alice");
        web = App.web(server, "web", ", \"token\": \"reference\"");
        spa = App.spa(server, "spa");
        other = App.web(server, "other", "");
        gateway = App.of(server, "{\"id\": \"gateway\", \"name\": \"Gateway\", \"introspection\": true}");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void tokenWhenCodeIsUsedTwiceThenEverythingOfTheFirstUseEnds() {
        for (App app : new App[] {web, spa}) {
            Browser browser = loggedIn();
            String code = app.code(browser, "openid orders:read");
            Reply first = app.token(app.exchange(code));
            assertThat(first.status()).isEqualTo(200);
            assertThat(gateway.sees(first.text("access_token"))).isTrue();
            assertThat(app.token(app.exchange(code)).text("error")).isEqualTo("invalid_grant");
            assertThat(gateway.sees(first.text("access_token"))).isFalse();
            assertThat(app.token(app.refresh(first.text("refresh_token"))).text("error"))
                    .isEqualTo("invalid_grant");
            assertThat(CalledBack.by(server)).contains(CalledBack.id(first.text("access_token")));
        }
    }

    @RepeatedTest(3)
    void tokenWhenCodeIsUsedFiftyTimesAtOnceThenOneSucceedsAndItsTokensEnd() throws Exception {
        for (App app : new App[] {web, spa}) {
            String code = app.code(loggedIn(), "openid orders:read");
            List<Reply> replies = AtOnce.times(50, () -> app.token(app.exchange(code)));
            assertThat(replies).filteredOn(reply -> reply.status() == 200).hasSize(1);
            assertThat(replies)
                    .filteredOn(reply -> reply.status() != 200)
                    .allMatch(reply -> reply.text("error").equals("invalid_grant"));
            Reply won = replies.stream()
                    .filter(reply -> reply.status() == 200)
                    .findFirst()
                    .orElseThrow();
            assertThat(gateway.sees(won.text("access_token"))).isFalse();
            assertThat(CalledBack.by(server)).contains(CalledBack.id(won.text("access_token")));
            assertThat(app.token(app.refresh(won.text("refresh_token"))).status())
                    .isEqualTo(400);
        }
    }

    @Test
    void tokenWhenCodeIsAnotherClientsThenRefuses() {
        String code = web.code(loggedIn(), "orders:read");
        assertThat(other.token(other.exchange(code)).text("error")).isEqualTo("invalid_grant");
        assertThat(spa.token(spa.exchange(code)).text("error")).isEqualTo("invalid_grant");
    }

    @Test
    void tokenWhenRedirectUriIsAnotherThenRefuses() {
        String code = web.code(loggedIn(), "orders:read");
        Map<String, String> form = web.exchange(code);
        form.put("redirect_uri", "https://app.example/other");
        assertThat(web.token(form).text("error")).isEqualTo("invalid_grant");
        form.remove("redirect_uri");
        assertThat(web.token(form).text("error")).isEqualTo("invalid_grant");
    }

    @Test
    void tokenWhenCodeIsOlderThanAMinuteThenRefuses() {
        String code = web.code(loggedIn(), "orders:read");
        server.pass(Duration.ofSeconds(61));
        assertThat(web.token(web.exchange(code)).text("error")).isEqualTo("invalid_grant");
    }

    private static Browser loggedIn() {
        Browser browser = new Browser(server);
        browser.logIn("alice", RunningAuthServer.PASSWORD);
        return browser;
    }
}

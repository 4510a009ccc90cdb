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
import io.gwanmun.auth.testing.CalledBack;
import io.gwanmun.auth.testing.Reply;
import io.gwanmun.auth.testing.RunningAuthServer;
import io.gwanmun.auth.user.Person;

import static org.assertj.core.api.Assertions.assertThat;

/** OA04 and the refresh part of OA07: a refresh token is good for one use and for no more than was granted. */
class RefreshAttackIT {

    private static RunningAuthServer server;
    private static App[] apps;
    private static App gateway;

    @BeforeAll
    static void start() {
        server = RunningAuthServer.start();
        server.person("alice");
        apps = new App[] {App.web(server, "web", ", \"token\": \"reference\""), App.spa(server, "spa")};
        gateway = App.of(server, "{\"id\": \"gateway\", \"name\": \"Gateway\", \"introspection\": true}");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void refreshWhenTokenWasUsedBeforeThenTheWholeFamilyEnds() {
        for (App app : apps) {
            Reply first = app.tokens("alice", "openid orders:read");
            Reply second = app.token(app.refresh(first.text("refresh_token")));
            Reply third = app.token(app.refresh(second.text("refresh_token")));
            assertThat(third.status()).isEqualTo(200);
            assertThat(gateway.sees(first.text("access_token"))).isTrue();
            assertThat(app.token(app.refresh(first.text("refresh_token"))).text("error"))
                    .isEqualTo("invalid_grant");
            for (Reply reply : List.of(first, second, third)) {
                assertThat(gateway.sees(reply.text("access_token"))).isFalse();
                assertThat(CalledBack.by(server)).contains(CalledBack.id(reply.text("access_token")));
            }
            assertThat(app.token(app.refresh(third.text("refresh_token"))).text("error"))
                    .isEqualTo("invalid_grant");
        }
    }

    @RepeatedTest(3)
    void refreshWhenFiftyComeAtOnceThenOneSucceedsAndItsTokensEnd() throws Exception {
        for (App app : apps) {
            String token = app.tokens("alice", "openid orders:read").text("refresh_token");
            List<Reply> replies = AtOnce.times(50, () -> app.token(app.refresh(token)));
            assertThat(replies).filteredOn(reply -> reply.status() == 200).hasSize(1);
            assertThat(replies)
                    .filteredOn(reply -> reply.status() != 200)
                    .allMatch(reply -> reply.text("error").equals("invalid_grant"));
            Reply won = replies.stream()
                    .filter(reply -> reply.status() == 200)
                    .findFirst()
                    .orElseThrow();
            assertThat(gateway.sees(won.text("access_token"))).isFalse();
            assertThat(app.token(app.refresh(won.text("refresh_token"))).status())
                    .isEqualTo(400);
        }
    }

    @Test
    void refreshWhenMoreScopeIsAskedForThenRefusesAndLessGivesLess() {
        for (App app : apps) {
            Reply first = app.tokens("alice", "orders:read");
            Map<String, String> form = app.refresh(first.text("refresh_token"));
            form.put("scope", "orders:read orders:write");
            assertThat(app.token(form).text("error")).isEqualTo("invalid_scope");
            form.put("scope", "unknown");
            assertThat(app.token(form).text("error")).isEqualTo("invalid_scope");
            form.put("scope", "orders:read");
            assertThat(app.token(form).text("scope")).isEqualTo("orders:read");
        }
    }

    @Test
    void refreshWhenTokenIsAnotherClientsThenRefuses() {
        String token = apps[0].tokens("alice", "orders:read").text("refresh_token");
        assertThat(apps[1].token(apps[1].refresh(token)).text("error")).isEqualTo("invalid_grant");
        assertThat(apps[0].token(apps[0].refresh(token)).status()).isEqualTo(200);
    }

    @Test
    void refreshWhenSomethingElseIsPresentedThenRefusesAndNothingEnds() {
        Reply first = apps[0].tokens("alice", "openid orders:read");
        Reply second = apps[0].token(apps[0].refresh(first.text("refresh_token")));
        for (String other :
                new String[] {first.text("id_token"), second.text("id_token"), first.text("access_token")}) {
            assertThat(apps[0].token(apps[0].refresh(other)).text("error")).isEqualTo("invalid_grant");
        }
        assertThat(gateway.sees(second.text("access_token"))).isTrue();
        assertThat(apps[0].token(apps[0].refresh(second.text("refresh_token"))).status())
                .isEqualTo(200);
    }

    @Test
    void refreshWhenPersonMayNotLogInAnyMoreThenRefuses() {
        Person person = server.person("leaver");
        String token = apps[0].tokens("leaver", "orders:read").text("refresh_token");
        server.replace(new Person(person.id(), person.name(), person.roles(), false, Map.of()));
        assertThat(apps[0].token(apps[0].refresh(token)).text("error")).isEqualTo("invalid_grant");
    }

    @Test
    void refreshWhenRepeatedThenTheEndStaysThatOfTheFirst() {
        App app = App.web(server, "short", ", \"refreshLife\": \"10m\"");
        String token = app.tokens("alice", "orders:read").text("refresh_token");
        server.pass(Duration.ofMinutes(6));
        String second = app.token(app.refresh(token)).text("refresh_token");
        assertThat(second).isNotEmpty();
        server.pass(Duration.ofMinutes(6));
        assertThat(app.token(app.refresh(second)).text("error")).isEqualTo("invalid_grant");
    }
}

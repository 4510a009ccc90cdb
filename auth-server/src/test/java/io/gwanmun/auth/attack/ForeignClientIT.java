package io.gwanmun.auth.attack;

import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.gwanmun.auth.testing.App;
import io.gwanmun.auth.testing.CalledBack;
import io.gwanmun.auth.testing.Reply;
import io.gwanmun.auth.testing.RunningAuthServer;
import io.gwanmun.auth.token.Grants;
import io.gwanmun.auth.user.Person;

import static org.assertj.core.api.Assertions.assertThat;

/** OA11, and what calling back does: a token ends for everybody when its own client, or this server, says so. */
class ForeignClientIT {

    private static RunningAuthServer server;
    private static App references;
    private static App claims;
    private static App spa;
    private static App other;
    private static App gateway;

    @BeforeAll
    static void start() {
        server = RunningAuthServer.start();
        server.person("alice");
        references = App.web(server, "references", ", \"token\": \"reference\"");
        claims = App.web(server, "claims", "");
        spa = App.spa(server, "spa");
        other = App.web(server, "other", "");
        gateway = App.of(server, "{\"id\": \"gateway\", \"name\": \"Gateway\", \"introspection\": true}");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void introspectWhenTokenIsAnothersThenInactiveUnlessAllowed() {
        for (App app : new App[] {references, claims, spa}) {
            Reply tokens = app.tokens("alice", "orders:read");
            assertThat(other.introspect(tokens.text("access_token")).body()).isEqualTo("{\"active\":false}");
            assertThat(other.sees(tokens.text("refresh_token"))).isFalse();
            assertThat(gateway.sees(tokens.text("access_token"))).isTrue();
            assertThat(gateway.sees(tokens.text("refresh_token")))
                    .as("no access token")
                    .isFalse();
        }
        String own = claims.tokens("alice", "orders:read").text("access_token");
        assertThat(claims.sees(own)).isTrue();
        assertThat(claims.sees(claims.tokens("alice", "orders:read").text("refresh_token")))
                .isTrue();
    }

    @Test
    void introspectWhenSignatureOfClaimsTokenIsAnotherThenInactive() {
        String token = claims.tokens("alice", "orders:read").text("access_token");
        String forged = token.substring(0, token.length() - 6) + "AAAAAA";
        assertThat(gateway.sees(forged)).isFalse();
    }

    @Test
    void revokeWhenTokenIsAnothersThenNothingHappens() {
        for (App app : new App[] {references, claims, spa}) {
            Reply tokens = app.tokens("alice", "orders:read");
            for (String token : new String[] {tokens.text("access_token"), tokens.text("refresh_token"), "nonsense"}) {
                assertThat(other.post("/oauth2/revoke", Map.of("token", token)).status())
                        .isEqualTo(200);
            }
            assertThat(gateway.sees(tokens.text("access_token"))).isTrue();
            assertThat(app.token(app.refresh(tokens.text("refresh_token"))).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void revokeWhenAccessTokenIsOwnThenItAloneEnds() {
        for (App app : new App[] {references, claims, spa}) {
            Reply tokens = app.tokens("alice", "orders:read");
            String token = tokens.text("access_token");
            assertThat(app.post("/oauth2/revoke", Map.of("token", token)).status())
                    .isEqualTo(200);
            assertThat(gateway.sees(token)).isFalse();
            assertThat(CalledBack.by(server)).contains(CalledBack.id(token));
            assertThat(server.state().exists("tok:{" + CalledBack.id(token) + "}"))
                    .isZero();
            assertThat(app.token(app.refresh(tokens.text("refresh_token"))).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void revokeWhenRefreshTokenIsOwnThenEverythingOfItsGrantEnds() {
        for (App app : new App[] {references, claims, spa}) {
            Reply tokens = app.tokens("alice", "openid orders:read");
            Reply later = app.token(app.refresh(tokens.text("refresh_token")));
            app.post("/oauth2/revoke", Map.of("token", later.text("refresh_token")));
            assertThat(gateway.sees(tokens.text("access_token"))).isFalse();
            assertThat(gateway.sees(later.text("access_token"))).isFalse();
            assertThat(CalledBack.by(server))
                    .contains(CalledBack.id(tokens.text("access_token")), CalledBack.id(later.text("access_token")));
            assertThat(app.token(app.refresh(later.text("refresh_token"))).status())
                    .isEqualTo(400);
        }
    }

    @Test
    void endAllOfPersonWhenTheyHaveTokensThenAllEndAndNobodyElses() {
        Person bob = server.person("bob");
        Reply his = references.tokens("bob", "orders:read");
        Reply hisToo = spa.tokens("bob", "orders:read");
        Reply hers = references.tokens("alice", "orders:read");
        server.bean(Grants.class).endAllOfPerson(bob.id());
        assertThat(gateway.sees(his.text("access_token"))).isFalse();
        assertThat(gateway.sees(hisToo.text("access_token"))).isFalse();
        assertThat(gateway.sees(hers.text("access_token"))).isTrue();
        assertThat(references
                        .token(references.refresh(his.text("refresh_token")))
                        .status())
                .isEqualTo(400);
        assertThat(CalledBack.by(server)).contains(CalledBack.id(hisToo.text("access_token")));
    }

    @Test
    void endAllOfClientWhenItHasTokensThenAllEnd() {
        App machine = App.of(server, """
                {"id": "machine", "name": "M", "grants": ["client_credentials"], "token": "reference", "roles": ["batch"]}
                """);
        String token = machine.token(Map.of("grant_type", "client_credentials")).text("access_token");
        assertThat(gateway.introspect(token).json().path("roles").path(0).asString())
                .isEqualTo("batch");
        assertThat(gateway.introspect(token).text("sub")).isEqualTo("machine");
        server.bean(Grants.class).endAllOfClient("machine");
        assertThat(gateway.sees(token)).isFalse();
        assertThat(CalledBack.by(server)).contains(CalledBack.id(token));
    }
}

package io.gwanmun.auth;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.gwanmun.auth.testing.App;
import io.gwanmun.auth.testing.Browser;
import io.gwanmun.auth.testing.GatewayProcess;
import io.gwanmun.auth.testing.Reply;
import io.gwanmun.auth.testing.RunningAuthServer;
import io.gwanmun.auth.user.Person;

import static org.assertj.core.api.Assertions.assertThat;

/** This server, its Redis and two gateways as they are delivered: what is given and taken here counts there. */
class SystemIT {

    private static final String YAML = """
            apiVersion: gateway/v1
            network: {outbound: {allow: [loopback]}}
            issuers:
              gwanmun: {issuer: "%s", audiences: [gateway], reference: state, skew: 5m}
            apis:
              office:
                path: /
                routes:
                  back: {match: {path: /back}, access: {roles: [admin]}, to: {answer: {body: back}}}
                  hall: {match: {path: /hall}, to: {answer: {body: hall}}}
                  desk:
                    match: {path: /desk}
                    to:
                      - {when: {role: admin}, answer: {body: the desk of admins}}
                      - {answer: {body: the desk of everybody}}
            """;
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final InstantSource TIME = InstantSource.system();

    // The skew that gateways allow, so that they believe what is signed with the next key.
    private static final Duration AHEAD = Duration.ofMinutes(5);

    private static final List<GatewayProcess> processes = new ArrayList<>();
    private static final List<Browser> gateways = new ArrayList<>();
    private static RunningAuthServer server;
    private static App claims;
    private static App reference;
    private static String administrator;

    @TempDir
    static Path home;

    @BeforeAll
    static void start() throws Exception {
        server = RunningAuthServer.start("--auth.keys.ahead=" + AHEAD);
        for (String name : List.of("one", "two")) {
            processes.add(GatewayProcess.start(server, home.resolve(name), YAML.formatted(server.issuer())));
        }
        server.person("ann", "admin");
        server.person("ben");
        claims = app("shop", "claims", "gateway");
        reference = app("till", "reference", "gateway");
        administrator = own(App.of(server, """
                {"id": "office", "name": "Office", "grants": ["client_credentials"], "scopes": ["auth:write"]}
                """), "auth:write");
        for (GatewayProcess process : processes) {
            gateways.add(process.caller());
        }
    }

    @AfterAll
    static void stop() {
        processes.forEach(GatewayProcess::close);
        server.close();
    }

    @Test
    void callWhenTokenIsGoodThenBothGatewaysTakeItAndRolesDecide() {
        assertThat(claims.tokens("ann", "orders:read").text("access_token")).startsWith("ey");
        assertThat(reference.tokens("ann", "orders:read").text("access_token")).startsWith("gwr_");
        for (App app : List.of(claims, reference)) {
            String ann = app.tokens("ann", "orders:read").text("access_token");
            String ben = app.tokens("ben", "orders:read").text("access_token");
            for (Browser gateway : gateways) {
                assertThat(call(gateway, "/back", ann).body()).isEqualTo("back");
                assertThat(call(gateway, "/hall", ann).body()).isEqualTo("hall");
                assertThat(call(gateway, "/desk", ann).body()).isEqualTo("the desk of admins");

                assertThat(call(gateway, "/back", ben).status()).isEqualTo(403);
                assertThat(call(gateway, "/hall", ben).body()).isEqualTo("hall");
                assertThat(call(gateway, "/desk", ben).body()).isEqualTo("the desk of everybody");
            }
        }
    }

    @Test
    void callWhenTokenIsForSomebodyElseThenBothGatewaysRefuse() {
        for (String kind : List.of("claims", "reference")) {
            String elsewhere = own(app("elsewhere-" + kind, kind, "elsewhere"), "orders:read");
            String admin = own(app("admin-" + kind, kind, "gateway"), "auth:write");
            for (Browser gateway : gateways) {
                assertThat(gateway.get("/hall").status()).isEqualTo(401);
                for (String token : List.of(elsewhere, admin)) {
                    for (String path : List.of("/hall", "/back", "/desk")) {
                        Reply reply = call(gateway, path, token);
                        assertThat(reply.status()).as(kind + " " + path).isEqualTo(401);
                        assertThat(reply.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
                    }
                }
            }
        }
    }

    @Test
    void revokeWhenDoneAHundredTimesThenTheOtherGatewayRefusesWithinASecondEachTime() {
        List<Duration> delays = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            App app = i % 2 == 0 ? claims : reference;
            String token = own(app, "orders:read");
            assertTaken(token);
            assertThat(app.post("/oauth2/revoke", Map.of("token", token)).status())
                    .isEqualTo(200);
            delays.add(untilRefused(gateways.get(1), token));
        }
        assertThat(delays)
                .as("the worst of %s: %s", delays.size(), Collections.max(delays))
                .hasSize(100)
                .allMatch(delay -> delay.compareTo(SOON) <= 0);
    }

    @Test
    void refreshWhenTokenComesASecondTimeThenAccessTokensEndAtTheGateways() {
        for (App app : List.of(claims, reference)) {
            Reply first = app.tokens("ann", "orders:read");
            Reply second = app.token(app.refresh(first.text("refresh_token")));
            assertTaken(first.text("access_token"));
            assertTaken(second.text("access_token"));

            assertThat(app.token(app.refresh(first.text("refresh_token"))).text("error"))
                    .isEqualTo("invalid_grant");

            assertEnds(first.text("access_token"));
            assertEnds(second.text("access_token"));
        }
    }

    @Test
    void disableWhenAdministratorDoesThenThePersonsTokensEndAtTheGatewaysAndNoOthers() {
        Person leaver = server.person("leaver", "admin");
        List<String> tokens = new ArrayList<>();
        for (App app : List.of(claims, reference)) {
            tokens.add(app.tokens("leaver", "orders:read").text("access_token"));
        }
        String stays = claims.tokens("ann", "orders:read").text("access_token");
        tokens.forEach(SystemIT::assertTaken);

        assertThat(administer("/admin/v1/users/" + leaver.id() + "/disable").status())
                .isEqualTo(200);

        tokens.forEach(SystemIT::assertEnds);
        assertTaken(stays);
    }

    @Test
    void rotateWhenAdministratorDoesThenTokensOfTheOldAndTheNewKeyAreTaken() {
        String before = own(claims, "orders:read");
        String unseen = own(claims, "orders:read");
        assertTaken(before);
        assertThat(administer("/admin/v1/keys").json().size()).isEqualTo(2);
        server.pass(AHEAD);
        try {
            String after = own(claims, "orders:read");
            assertThat(head(after)).isNotEqualTo(head(before));
            assertTaken(after);
            assertTaken(before);
            assertTaken(unseen);
        } finally {
            server.pass(AHEAD.negated());
        }
    }

    private static App app(String id, String kind, String audience) {
        return App.of(server, """
                {"id": "%s", "name": "%s", "token": "%s", "audiences": ["%s"], "redirectUris": ["%s"],
                 "grants": ["authorization_code", "refresh_token", "client_credentials"],
                 "scopes": ["orders:read", "auth:write"], "roles": ["admin"]}
                """.formatted(id, id, kind, audience, App.REDIRECT));
    }

    /** Returns a token that a program got for itself. */
    private static String own(App app, String scope) {
        Reply reply = app.token(Map.of("grant_type", "client_credentials", "scope", scope));
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply.text("access_token");
    }

    private static Reply administer(String path) {
        return new Browser(server)
                .call("POST", path, "application/json", "", "Authorization", "Bearer " + administrator);
    }

    private static Reply call(Browser gateway, String path, String token) {
        return gateway.get(path, "Authorization", "Bearer " + token);
    }

    private static void assertTaken(String token) {
        for (Browser gateway : gateways) {
            assertThat(call(gateway, "/back", token).status()).isEqualTo(200);
        }
    }

    private static void assertEnds(String token) {
        for (Browser gateway : gateways) {
            assertThat(untilRefused(gateway, token)).isLessThanOrEqualTo(SOON);
        }
    }

    /** Calls on and on until the answer is 401, and no longer than it matters. */
    private static Duration untilRefused(Browser gateway, String token) {
        Instant start = TIME.instant();
        while (true) {
            int status = call(gateway, "/back", token).status();
            Duration waited = Duration.between(start, TIME.instant());
            if (status == 401 || waited.compareTo(SOON) > 0) {
                return waited;
            }
            assertThat(status).isEqualTo(200);
        }
    }

    private static String head(String token) {
        return token.substring(0, token.indexOf('.'));
    }
}

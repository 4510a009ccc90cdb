package io.gwanmun.auth.attack;

import java.util.Map;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.gwanmun.auth.testing.App;
import io.gwanmun.auth.testing.Browser;
import io.gwanmun.auth.testing.Reply;
import io.gwanmun.auth.testing.RunningAuthServer;

import static org.assertj.core.api.Assertions.assertThat;

/** OA02: every client uses PKCE with S256. */
class PkceAttackIT {

    private static App[] apps;
    private static Browser browser;

    @BeforeAll
    static void start() {
        RunningAuthServer server = RunningAuthServer.shared();
        server.person("prover");
        apps = new App[] {App.web(server, "oa02-web", ""), App.spa(server, "oa02-spa")};
        browser = new Browser(server);
        browser.logIn("prover", RunningAuthServer.PASSWORD);
    }

    @Test
    void authorizeWhenChallengeIsMissingThenRefuses() {
        for (App app : apps) {
            Map<String, String> request = app.request("orders:read");
            request.remove("code_challenge");
            request.remove("code_challenge_method");
            refused(app.authorize(browser, request));
        }
    }

    @Test
    void authorizeWhenMethodIsPlainOrMissingThenRefuses() {
        for (App app : apps) {
            Map<String, String> request = app.request("orders:read");
            request.put("code_challenge_method", "plain");
            refused(app.authorize(browser, request));
            request.remove("code_challenge_method");
            refused(app.authorize(browser, request));
        }
    }

    @Test
    void tokenWhenVerifierIsWrongOrMissingThenRefusesAndTheRightOneStillWorks() {
        for (App app : apps) {
            String code = app.code(browser, "orders:read");
            Map<String, String> form = app.exchange(code);
            form.put("code_verifier", App.VERIFIER + "x");
            assertThat(app.token(form).text("error")).isEqualTo("invalid_grant");
            form.put("code_verifier", App.CHALLENGE);
            assertThat(app.token(form).text("error")).isEqualTo("invalid_grant");
            form.remove("code_verifier");
            assertThat(app.token(form).status()).isIn(400, 401);
            assertThat(app.token(app.exchange(code)).status()).isEqualTo(200);
        }
    }

    /** What a client sends beside the known parameters must not pass for what the server noted of it. */
    @Test
    void tokenWhenParametersAreNamedLikeTheServersOwnNotesThenTheVerifierCountsStill() {
        App spa = apps[1];
        Map<String, String> form = spa.exchange(spa.code(browser, "orders:read"));
        form.put("code_verifier", App.VERIFIER + "x");
        form.put("io.gwanmun.auth.protocol.PublicClients", "true");
        assertThat(spa.token(form).text("error")).isEqualTo("invalid_grant");
    }

    private static void refused(Reply reply) {
        assertThat(reply.sentBackWith())
                .containsEntry("error", "invalid_request")
                .doesNotContainKey("code");
    }
}

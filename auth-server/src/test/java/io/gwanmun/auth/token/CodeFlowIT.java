package io.gwanmun.auth.token;

import java.util.Map;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.gwanmun.auth.testing.App;
import io.gwanmun.auth.testing.Browser;
import io.gwanmun.auth.testing.Reply;
import io.gwanmun.auth.testing.RunningAuthServer;
import io.gwanmun.auth.user.Person;

import static org.assertj.core.api.Assertions.assertThat;

class CodeFlowIT {

    private static RunningAuthServer server;
    private static Person alice;
    private static App web;
    private static App spa;
    private static App references;
    private static App gateway;

    @BeforeAll
    static void start() {
        server = RunningAuthServer.start();
        alice = server.person("alice", "user", "editor");
        web = App.web(server, "web", "");
        spa = App.spa(server, "spa");
        references = App.web(server, "references", ", \"token\": \"reference\"");
        gateway = App.of(server, "{\"id\": \"gateway\", \"name\": \"Gateway\", \"introspection\": true}");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void tokenWhenCodeIsRightThenClaimsTokenSaysWhatTheLayoutSays() throws Exception {
        Reply reply = web.tokens("alice", "openid orders:read");
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        SignedJWT token = SignedJWT.parse(reply.text("access_token"));
        assertThat(token.getHeader().getType().toString()).isEqualTo("at+jwt");
        assertThat(token.getHeader().getAlgorithm().getName()).isEqualTo("RS256");
        Map<String, Object> claims = token.getPayload().toJSONObject();
        assertThat(claims)
                .containsEntry("iss", server.issuer())
                .containsEntry("sub", alice.id())
                .containsEntry("client_id", "web")
                .containsEntry("scope", "openid orders:read")
                .containsEntry("username", "alice")
                .containsKeys("jti", "iat", "nbf", "exp");
        assertThat(claims.get("aud")).asString().contains("gateway");
        assertThat(claims.get("roles")).asString().isEqualTo("[editor, user]");
        assertThat(token.getJWTClaimsSet().getExpirationTime().toInstant())
                .isEqualTo(token.getJWTClaimsSet().getIssueTime().toInstant().plusSeconds(300));
        JWKSet keys = JWKSet.parse(new Browser(server).get("/oauth2/jwks").body());
        assertThat(token.verify(new RSASSAVerifier(
                        keys.getKeyByKeyId(token.getHeader().getKeyID()).toRSAKey())))
                .isTrue();
        assertThat(keys.getKeys()).noneMatch(key -> key.isPrivate());
    }

    @Test
    void tokenWhenOpenidIsAskedForThenIdTokenIsForTheClientAndNoAccessToken() throws Exception {
        Browser browser = new Browser(server);
        browser.logIn("alice", RunningAuthServer.PASSWORD);
        Map<String, String> request = web.request("openid");
        request.put("nonce", "n-0S6_WzA2Mj");
        String code = web.authorize(browser, request).sentBackWith().get("code");
        Reply reply = web.token(web.exchange(code));
        SignedJWT token = SignedJWT.parse(reply.text("id_token"));
        assertThat(token.getHeader().getType().toString()).isEqualTo("JWT");
        assertThat(token.getJWTClaimsSet().getAudience()).containsExactly("web");
        assertThat(token.getJWTClaimsSet().getSubject()).isEqualTo(alice.id());
        assertThat(token.getJWTClaimsSet().getStringClaim("nonce")).isEqualTo("n-0S6_WzA2Mj");
        assertThat(userInfo(reply.text("id_token")).status()).isEqualTo(401);
    }

    @Test
    void tokenWhenKindIsReferenceThenRedisHoldsTheAnswerOfIntrospection() {
        Reply reply = references.tokens("alice", "openid orders:read");
        String token = reply.text("access_token");
        assertThat(token).startsWith("gwr_").hasSize(47);
        String key = "tok:{" + TokenId.ofReference(token) + "}";
        JsonNode kept = new JsonMapper().readTree(server.state().get(key));
        assertThat(kept.path("active").asBoolean()).isTrue();
        assertThat(kept.path("sub").asString()).isEqualTo(alice.id());
        assertThat(kept.path("scope").asString()).isEqualTo("openid orders:read");
        assertThat(kept.path("aud").path(0).asString()).isEqualTo("gateway");
        assertThat(kept.path("roles").path(0).asString()).isEqualTo("editor");
        assertThat(kept.path("token_type").asString()).isEqualTo("Bearer");
        assertThat(server.state().pexpiretime(key)).isEqualTo(kept.path("exp").asLong() * 1000);
        assertThat(server.state().get("gwanmun:schema")).isEqualTo("1");
        assertThat(gateway.introspect(token).json().path("client_id").asString())
                .isEqualTo("references");
    }

    @Test
    void tokenWhenClientIsPublicThenRefreshTokenRotates() {
        Reply first = spa.tokens("alice", "openid orders:read");
        assertThat(first.status()).as(first.body()).isEqualTo(200);
        Reply second = spa.token(spa.refresh(first.text("refresh_token")));
        assertThat(second.status()).as(second.body()).isEqualTo(200);
        assertThat(second.text("refresh_token")).isNotEqualTo(first.text("refresh_token"));
        assertThat(second.text("id_token")).isNotEmpty();
        assertThat(gateway.sees(second.text("access_token"))).isTrue();
    }

    @Test
    void userInfoWhenScopesAreNarrowThenTellsNoMore() {
        for (App app : new App[] {web, references}) {
            JsonNode all = userInfo(app.tokens("alice", "openid profile email").text("access_token"))
                    .json();
            assertThat(all.path("sub").asString()).isEqualTo(alice.id());
            assertThat(all.path("email").asString()).isEqualTo("alice@example.org");
            assertThat(all.path("preferred_username").asString()).isEqualTo("alice");
            JsonNode little =
                    userInfo(app.tokens("alice", "openid").text("access_token")).json();
            assertThat(little.has("email")).isFalse();
            assertThat(userInfo(app.tokens("alice", "orders:read").text("access_token"))
                            .status())
                    .isEqualTo(403);
        }
    }

    @Test
    void introspectWhenTokenLivesThenTellsClaims() {
        Reply tokens = web.tokens("alice", "openid orders:read");
        JsonNode answer = gateway.introspect(tokens.text("access_token")).json();
        assertThat(answer.path("active").asBoolean()).isTrue();
        assertThat(answer.path("scope").asString()).isEqualTo("openid orders:read");
        assertThat(answer.path("username").asString()).isEqualTo("alice");
        assertThat(answer.path("roles").path(1).asString()).isEqualTo("user");
        assertThat(answer.path("token_type").asString()).isEqualTo("Bearer");
        assertThat(web.sees(tokens.text("refresh_token"))).isTrue();
        assertThat(gateway.sees("nonsense")).isFalse();
    }

    @Test
    void discoveryWhenAskedThenBothFormsTellWhatIsThere() {
        for (String path :
                new String[] {"/.well-known/openid-configuration", "/.well-known/oauth-authorization-server"}) {
            JsonNode found = new Browser(server).get(path).json();
            assertThat(found.path("issuer").asString()).isEqualTo(server.issuer());
            assertThat(found.path("authorization_response_iss_parameter_supported")
                            .asBoolean())
                    .isTrue();
            assertThat(found.path("code_challenge_methods_supported").toString())
                    .isEqualTo("[\"S256\"]");
            assertThat(found.path("device_authorization_endpoint").asString())
                    .isEqualTo(server.issuer() + "/oauth2/device_authorization");
            assertThat(found.has("registration_endpoint")).isFalse();
            assertThat(found.toString()).doesNotContain("token-exchange").doesNotContain("dpop");
        }
    }

    private static Reply userInfo(String token) {
        return new Browser(server).get("/userinfo", "Authorization", "Bearer " + token);
    }
}

package io.gwanmun.auth.attack;

import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.gwanmun.auth.testing.App;
import io.gwanmun.auth.testing.Browser;
import io.gwanmun.auth.testing.Reply;
import io.gwanmun.auth.testing.RunningAuthServer;

import static org.assertj.core.api.Assertions.assertThat;

/** OA09: who a client is must be proven, in the form or the header, and each signed proof counts once. */
class ClientAuthenticationIT {

    private static RunningAuthServer server;
    private static App basic;
    private static App posting;
    private static App spa;
    private static RSAKey key;
    private static Browser wire;

    @BeforeAll
    static void start() throws Exception {
        server = RunningAuthServer.shared();
        wire = new Browser(server);
        String machine = "\"grants\": [\"client_credentials\"], \"scopes\": [\"orders:read\"]";
        basic = App.of(server, "{\"id\": \"oa09-basic\", \"name\": \"B\", " + machine + "}");
        posting = App.of(
                server,
                "{\"id\": \"oa09-post\", \"name\": \"P\", \"authentication\": [\"client_secret_post\"], " + machine
                        + "}");
        spa = App.spa(server, "oa09-spa");
        key = new RSAKeyGenerator(2048).keyID("k1").generate();
        App.of(server, """
                {"id": "oa09-signing", "name": "S", "authentication": ["private_key_jwt"], "jwks": %s, %s}
                """.formatted(new JWKSet(key).toString(true), machine));
    }

    @Test
    void tokenWhenSecretIsRightThenAnswers() {
        assertThat(basic.token(form()).status()).isEqualTo(200);
        assertThat(post(posting.id(), posting.secret()).status()).isEqualTo(200);
    }

    @Test
    void tokenWhenSecretIsWrongOrMissingOrSentTheOtherWayThen401() {
        Reply wrong = wire.post("/oauth2/token", form(), Browser.basic(basic.id(), basic.secret() + "x"));
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.body()).isEqualTo("{\"error\":\"invalid_client\"}");
        assertThat(wrong.header("WWW-Authenticate")).startsWith("Basic ");
        assertThat(wire.post("/oauth2/token", form(), Browser.basic("nobody", basic.secret()))
                        .status())
                .isEqualTo(401);
        assertThat(wire.post("/oauth2/token", form()).status()).isEqualTo(401);
        assertThat(post(posting.id(), "").status()).isIn(400, 401);
        assertThat(post(basic.id(), basic.secret()).status()).isEqualTo(401);
        assertThat(wire.post("/oauth2/token", form(), Browser.basic(posting.id(), posting.secret()))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void tokenWhenSecretIsInTheAddressThen401() {
        String query = "?client_id=" + posting.id() + "&client_secret=" + posting.secret();
        assertThat(wire.post("/oauth2/token" + query, form()).status()).isEqualTo(401);
    }

    @Test
    void tokenWhenConfidentialClientSaysOnlyItsNameThen401() {
        Map<String, String> form = new LinkedHashMap<>(Map.of("grant_type", "refresh_token", "refresh_token", "x"));
        form.put("client_id", basic.id());
        assertThat(wire.post("/oauth2/token", form).status()).isEqualTo(401);
        assertThat(wire.post("/oauth2/revoke", Map.of("token", "x", "client_id", basic.id()))
                        .status())
                .isEqualTo(401);
        assertThat(wire.post("/oauth2/introspect", Map.of("token", "x", "client_id", spa.id()))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void tokenWhenAssertionIsRightThenAnswersAndTheSameAgainIs401() throws Exception {
        String assertion = signed(claims().build());
        assertThat(send(assertion).status()).isEqualTo(200);
        assertThat(send(assertion).status()).isEqualTo(401);
        String number = UUID.randomUUID().toString();
        assertThat(send(signed(claims().jwtID(number).build())).status()).isEqualTo(200);
        assertThat(send(signed(claims().jwtID(number).expirationTime(in(90)).build()))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void tokenWhenAssertionIsWrongThen401() throws Exception {
        for (JWTClaimsSet claims : new JWTClaimsSet[] {
            claims().audience("https://other.example").build(),
            claims().audience(server.issuer() + "/").build(),
            claims().audience(server.issuer() + "/oauth2/token").build(),
            claims().audience(List.of(server.issuer(), "https://other.example")).build(),
            claims().audience((String) null).build(),
            claims().issuer("oa09-basic").build(),
            claims().subject("oa09-basic").build(),
            claims().expirationTime(in(-120)).build(),
            claims().expirationTime(in(3600)).build(),
            claims().expirationTime(null).build(),
            claims().notBeforeTime(in(300)).build(),
            claims().jwtID(null).build(),
        }) {
            assertThat(send(signed(claims)).status()).as(claims.toString()).isEqualTo(401);
        }
    }

    @Test
    void tokenWhenAssertionIsNotSignedByTheClientThen401() throws Exception {
        assertThat(send(new PlainJWT(claims().build()).serialize()).status()).isEqualTo(401);
        RSAKey other = new RSAKeyGenerator(2048).keyID("k1").generate();
        assertThat(send(signed(claims().build(), JWSAlgorithm.RS256, other)).status())
                .isEqualTo(401);
        assertThat(send(signed(claims().build(), JWSAlgorithm.RS512, key)).status())
                .isEqualTo(401);
        SignedJWT mac = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims().build());
        mac.sign(new MACSigner(key.toRSAPublicKey().getEncoded()));
        assertThat(send(mac.serialize()).status()).isEqualTo(401);
        String right = signed(claims().build());
        assertThat(send(right.substring(0, right.lastIndexOf('.') + 1)).status())
                .isEqualTo(401);
        assertThat(send("nonsense").status()).isEqualTo(401);
    }

    private static Reply post(String id, String secret) {
        Map<String, String> form = new LinkedHashMap<>(form());
        form.put("client_id", id);
        form.put("client_secret", secret);
        return wire.post("/oauth2/token", form);
    }

    private static Map<String, String> form() {
        return Map.of("grant_type", "client_credentials", "scope", "orders:read");
    }

    private static Reply send(String assertion) {
        Map<String, String> form = new LinkedHashMap<>(form());
        form.put("client_id", "oa09-signing");
        form.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        form.put("client_assertion", assertion);
        return wire.post("/oauth2/token", form);
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer("oa09-signing")
                .subject("oa09-signing")
                .audience(server.issuer())
                .jwtID(UUID.randomUUID().toString())
                .expirationTime(in(60));
    }

    private static Date in(int seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }

    private static String signed(JWTClaimsSet claims) throws Exception {
        return signed(claims, JWSAlgorithm.RS256, key);
    }

    private static String signed(JWTClaimsSet claims, JWSAlgorithm algorithm, RSAKey with) throws Exception {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(algorithm).keyID(with.getKeyID()).build(), claims);
        token.sign(new RSASSASigner(with));
        return token.serialize();
    }
}

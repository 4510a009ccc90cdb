package io.gwanmun.auth.key;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.gwanmun.auth.testing.App;
import io.gwanmun.auth.testing.AtOnce;
import io.gwanmun.auth.testing.Browser;
import io.gwanmun.auth.testing.Reply;
import io.gwanmun.auth.testing.RunningAuthServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KeyRotationIT {

    // EC keys are made at once; RSA keys sign in every other test.
    private final RunningAuthServer server = RunningAuthServer.start("--auth.keys.algorithm=ES256");

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void keysWhenTimePassesThenNextIsPublishedThenUsedAndTheOldStaysUntilItsTokensHaveEnded() throws Exception {
        KeyRing keys = server.bean(KeyRing.class);
        SignedJWT first = token();
        assertThat(first.getHeader().getAlgorithm().getName()).isEqualTo("ES256");
        assertThat(first.verify(new ECDSAVerifier(published(first).toECKey()))).isTrue();

        pass(keys, Duration.ofDays(30).minusMinutes(61));
        assertThat(published()).hasSize(1);
        pass(keys, Duration.ofMinutes(2));
        assertThat(published()).hasSize(2);
        assertThat(token().getHeader().getKeyID()).isEqualTo(first.getHeader().getKeyID());

        pass(keys, Duration.ofMinutes(60));
        SignedJWT second = token();
        assertThat(second.getHeader().getKeyID()).isNotEqualTo(first.getHeader().getKeyID());
        assertThat(second.verify(new ECDSAVerifier(published(second).toECKey())))
                .isTrue();

        pass(keys, Duration.ofHours(24).plusMinutes(58));
        assertThat(published(first)).isNotNull();
        pass(keys, Duration.ofMinutes(5));
        assertThat(published())
                .extracting(JWK::getKeyID)
                .containsExactly(second.getHeader().getKeyID());
    }

    @Test
    void tendWhenManyInstancesDoAtOnceThenOneKeyIsMade() throws Exception {
        server.pass(Duration.ofDays(30));
        KeyStore store = server.bean(KeyStore.class);
        KeyProperties properties = server.bean(KeyProperties.class);
        InstantSource time = server.bean(InstantSource.class);
        List<KeyRing> rings = AtOnce.times(8, () -> new KeyRing(store, properties, time));
        assertThat(store.all()).hasSize(2);
        assertThat(rings).allMatch(ring -> ring.published().size() == 2);
    }

    @Test
    void keysWhenRestartedThenAreTheSameAndNeverInClear() throws Exception {
        SignedJWT before = token();
        server.restart();
        assertThat(before.verify(new ECDSAVerifier(published(before).toECKey())))
                .isTrue();
        assertThat(token().getHeader().getKeyID()).isEqualTo(before.getHeader().getKeyID());
    }

    @Test
    void startWhenSecretIsAnotherThenSaysSo() {
        assertThatThrownBy(() ->
                        server.restart("--auth.keys.secret=YW5vdGhlciBrZXkgb2YgYXQgbGVhc3QgMzIgYnl0ZXMgZm9yIHRlc3Rz"))
                .hasStackTraceContaining("auth.keys.secret: does not open the signing key");
        server.restart();
    }

    @Test
    void keysWhenAdministratorRotatesAndWithdrawsThenListTellsAndTokensFollow() throws Exception {
        App admin = App.of(server, """
                {"id": "keys", "name": "K", "grants": ["client_credentials"], "scopes": ["auth:write"], "token": "reference"}
                """);
        String token = admin.token(Map.of("grant_type", "client_credentials", "scope", "auth:write"))
                .text("access_token");
        SignedJWT first = token();
        Reply rotated = call("POST", "", token);
        assertThat(rotated.json().size()).isEqualTo(2);
        assertThat(rotated.body()).doesNotContain("\"d\"");
        assertThat(call("POST", "", token).json().size()).isEqualTo(2);
        assertThat(token().getHeader().getKeyID()).isEqualTo(first.getHeader().getKeyID());

        assertThat(call("DELETE", "/" + first.getHeader().getKeyID(), token).status())
                .isEqualTo(204);
        assertThat(call("DELETE", "/" + first.getHeader().getKeyID(), token).status())
                .isEqualTo(404);
        SignedJWT after = token();
        assertThat(after.getHeader().getKeyID()).isNotEqualTo(first.getHeader().getKeyID());
        assertThat(published())
                .extracting(JWK::getKeyID)
                .doesNotContain(first.getHeader().getKeyID());
        assertThat(after.verify(new ECDSAVerifier(published(after).toECKey()))).isTrue();
    }

    private SignedJWT token() throws Exception {
        String id = "machine-" + java.util.UUID.randomUUID();
        App app =
                App.of(server, "{\"id\": \"%s\", \"name\": \"M\", \"grants\": [\"client_credentials\"]}".formatted(id));
        return SignedJWT.parse(
                app.token(Map.of("grant_type", "client_credentials")).text("access_token"));
    }

    private void pass(KeyRing keys, Duration duration) {
        server.pass(duration);
        keys.tend();
    }

    private List<JWK> published() throws Exception {
        return JWKSet.parse(new Browser(server).get("/oauth2/jwks").body()).getKeys();
    }

    private JWK published(SignedJWT token) throws Exception {
        return published().stream()
                .filter(key -> key.getKeyID().equals(token.getHeader().getKeyID()))
                .findFirst()
                .orElseThrow();
    }

    private Reply call(String method, String path, String token) {
        return new Browser(server)
                .call(method, "/admin/v1/keys" + path, "application/json", "", "Authorization", "Bearer " + token);
    }
}

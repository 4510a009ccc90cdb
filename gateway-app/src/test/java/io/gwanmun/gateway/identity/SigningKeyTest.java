package io.gwanmun.gateway.identity;

import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.util.List;
import java.util.Map;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import io.gwanmun.gateway.api.Secret;
import io.gwanmun.gateway.testing.IdentityKey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SigningKeyTest {

    @RepeatedTest(20)
    void publicHalfWhenOnlyThePrivateKeyIsKnownThenItsOwn() throws Exception {
        IdentityKey key = IdentityKey.made();

        ECPublicKey found = KeyText.publicHalf((ECPrivateKey) key.pair().getPrivate());

        assertThat(found.getW()).isEqualTo(((ECPublicKey) key.pair().getPublic()).getW());
    }

    @Test
    void signWhenCheckedByThePublishedKeyThenHolds() throws Exception {
        IdentityKey previous = IdentityKey.made();
        IdentityKey own = IdentityKey.made();
        SigningKey key = key(own.privatePem(), previous.publicPem());

        SignedJWT token = SignedJWT.parse(key.sign(Map.of("sub", "s", "roles", List.of("a"))));

        ECKey published = ECKey.parse(key.published().get(0));
        assertThat(token.verify(new ECDSAVerifier(published))).isTrue();
        assertThat(token.getHeader().toJSONObject())
                .isEqualTo(Map.of(
                        "alg",
                        "ES256",
                        "typ",
                        "JWT",
                        "kid",
                        published.computeThumbprint().toString()));
        assertThat(token.getJWTClaimsSet().getStringListClaim("roles")).containsExactly("a");
        assertThat(key.published()).hasSize(2).noneMatch(jwk -> jwk.containsKey("d"));
        assertThat(token.verify(new ECDSAVerifier(ECKey.parse(key.published().get(1)))))
                .isFalse();
    }

    @Test
    void ofWhenItIsNoKeyOnThisCurveThenRefusedWithoutTheText() {
        String other = IdentityKey.on("secp384r1").privatePem();
        String mine = IdentityKey.made().privatePem();

        for (String text :
                List.of(other, "hush", mine.replace("PRIVATE KEY", "RSA PRIVATE KEY"), mine.substring(0, 99))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> key(text))
                    .withMessageContaining("a private key on P-256")
                    .satisfies(thrown -> assertThat(thrown.getMessage()).doesNotContain("hush", "MIG"));
        }
    }

    private static SigningKey key(String text, String... previous) {
        return SigningKey.of(new SigningSource("https://gateway.test", Secret.of(text), List.of(previous)));
    }
}

package io.gwanmun.gateway.token.jwt;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.gwanmun.gateway.testing.TokenIssuer;

import static io.gwanmun.gateway.testing.TokenIssuer.jwk;
import static io.gwanmun.gateway.testing.TokenIssuer.keys;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class KeyReaderTest {

    private static final Set<String> ALL =
            Set.of("RS256", "RS512", "PS256", "PS384", "ES256", "ES384", "ES512", "EdDSA", "Ed25519");
    private static final String SMALL_EXPONENT = "{\"kty\":\"RSA\",\"kid\":\"x\",\"n\":\""
            + jwk(TokenIssuer.RSA, "x").replaceAll(".*\"n\":\"([^\"]+)\".*", "$1") + "\",\"e\":\"%s\"}";

    private static KeyRing read(String... jwks) {
        return new KeyReader(ALL).read(keys(jwks).getBytes(StandardCharsets.UTF_8));
    }

    private static boolean fits(KeyRing ring, String algorithm, @Nullable String kid) {
        return !ring.fitting(new JwtRules.Signing(algorithm, kid)).isEmpty();
    }

    static Stream<Arguments> signatures() {
        return Stream.of(
                arguments("RS256", TokenIssuer.RSA),
                arguments("RS512", TokenIssuer.RSA),
                arguments("PS256", TokenIssuer.RSA),
                arguments("PS384", TokenIssuer.RSA),
                arguments("ES256", TokenIssuer.EC),
                arguments("ES384", TokenIssuer.ec("secp384r1")),
                arguments("ES512", TokenIssuer.ec("secp521r1")),
                arguments("EdDSA", TokenIssuer.ED),
                arguments("Ed25519", TokenIssuer.ED));
    }

    @ParameterizedTest
    @MethodSource("signatures")
    void verifiesWhenSignedThenOnlyThatTextByThatAlgorithm(String algorithm, KeyPair pair) {
        VerifyingKey key = read(jwk(pair, "k"))
                .fitting(new JwtRules.Signing(algorithm, "k"))
                .get(0);
        byte[] signature = TokenIssuer.signature("a.b", algorithm, pair.getPrivate());

        assertThat(verifies(key, algorithm, "a.b", signature)).isTrue();
        assertThat(verifies(key, algorithm, "a.c", signature)).isFalse();
        for (int i = 0; i < signature.length; i += 7) {
            byte[] flipped = signature.clone();
            flipped[i] ^= 1;
            assertThat(verifies(key, algorithm, "a.b", flipped)).isFalse();
        }
        assertThat(verifies(key, algorithm, "a.b", Arrays.copyOf(signature, signature.length - 1)))
                .isFalse();
        assertThat(verifies(key, algorithm, "a.b", Arrays.copyOf(signature, signature.length + 1)))
                .isFalse();
        assertThat(verifies(key, algorithm, "a.b", new byte[signature.length])).isFalse();
        assertThat(verifies(key, algorithm, "a.b", new byte[0])).isFalse();
    }

    private static boolean verifies(VerifyingKey key, String algorithm, String text, byte[] signature) {
        return key.verifies(algorithm, text.getBytes(StandardCharsets.US_ASCII), TokenIssuer.encode(signature));
    }

    @Test
    void verifiesWhenPaddingIsMixedUpThenRefused() {
        KeyRing ring = read(jwk(TokenIssuer.RSA, "k"));
        VerifyingKey key = ring.fitting(new JwtRules.Signing("RS256", "k")).get(0);

        byte[] pss = TokenIssuer.signature("a.b", "PS256", TokenIssuer.RSA.getPrivate());
        assertThat(verifies(key, "PS256", "a.b", pss)).isTrue();
        assertThat(verifies(key, "RS256", "a.b", pss)).isFalse();
        assertThat(verifies(key, "HS256", "a.b", pss)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"use\":\"enc\"", "\"use\":\"\"", "\"key_ops\":[\"sign\"]", "\"key_ops\":[]", "\"key_ops\":\"verify\"",
                "\"alg\":\"RSA-OAEP\"", "\"alg\":\"HS256\"", "\"alg\":\"none\"", "\"alg\":7", "\"d\":\"AQAB\""
            })
    void readWhenAKeyIsForSomethingElseThenLeftOutAndTheOthersCount(String member) {
        KeyRing ring = read(jwk(TokenIssuer.RSA, "other", member), jwk(TokenIssuer.EC, "good"));

        assertThat(ring.size()).isEqualTo(1);
        assertThat(fits(ring, "ES256", "good")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"RS256, true", "PS256, false", "RS512, false"})
    void readWhenAKeySaysItsAlgorithmThenNoOther(String algorithm, boolean fits) {
        assertThat(fits(read(jwk(TokenIssuer.RSA, "k", "\"alg\":\"RS256\"")), algorithm, "k"))
                .isEqualTo(fits);
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 1024, 2047})
    void readWhenAnRsaKeyIsShortThenLeftOut(int bits) {
        assertThat(read(jwk(TokenIssuer.rsa(bits), "k")).size()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"AQ, 0", "Ag, 0", "Aw, 1", "BA, 0", "AQAB, 1", "AQAAAAAAAAAB, 0"})
    void readWhenTheExponentIsUnsoundThenLeftOut(String exponent, int size) {
        assertThat(read(SMALL_EXPONENT.formatted(exponent)).size()).isEqualTo(size);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kty\":\"oct\",\"k\":\"c2VjcmV0\"}",
                "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AQ\",\"y\":\"AQ\"}",
                "{\"kty\":\"EC\",\"crv\":\"secp256k1\",\"x\":\"AQ\",\"y\":\"AQ\"}",
                "{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"AQ\"}",
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AQ\"}",
                "{\"kty\":\"RSA\"}",
                "{}",
                "7",
                "null",
                "{\"kty\":7}"
            })
    void readWhenAKeyIsNoneThenLeftOut(String key) {
        assertThat(read(key).size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "{\"keys\":{}}", "{\"keys\":[],\"keys\":[]}", "{\"keys\":[]} x", "<html>"})
    void readWhenItIsNoSetThenSaysSo(String json) {
        assertThatThrownBy(() -> new KeyReader(ALL).read(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readWhenThereAreTooManyThenRefusedAsAWhole() {
        String[] hundred = Collections.nCopies(100, jwk(TokenIssuer.EC, "k")).toArray(String[]::new);
        String[] more = Collections.nCopies(101, jwk(TokenIssuer.EC, "k")).toArray(String[]::new);

        assertThat(read(hundred).fitting(new JwtRules.Signing("ES256", "k"))).hasSize(4);
        assertThatThrownBy(() -> read(more)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void replacingWhenAKeyIsGoneThenRetiredAndTheOthersStayTheSame() {
        KeyRing older = read(jwk(TokenIssuer.RSA, "a"), jwk(TokenIssuer.EC, "b"));
        VerifyingKey gone = older.fitting(new JwtRules.Signing("RS256", "a")).get(0);
        VerifyingKey kept = older.fitting(new JwtRules.Signing("ES256", "b")).get(0);

        KeyRing newer =
                read(jwk(TokenIssuer.EC, "b"), jwk(TokenIssuer.RSA, "c")).replacing(older);

        assertThat(gone.isRetired()).isTrue();
        assertThat(kept.isRetired()).isFalse();
        assertThat(newer.fitting(new JwtRules.Signing("ES256", "b"))).isEqualTo(List.of(kept));
        assertThat(fits(newer, "RS256", "a")).isFalse();
        assertThat(fits(newer, "RS256", "c")).isTrue();
        assertThat(fits(newer, "RS256", null)).isTrue();
    }
}

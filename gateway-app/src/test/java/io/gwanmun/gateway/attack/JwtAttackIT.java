package io.gwanmun.gateway.attack;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.gwanmun.gateway.testing.TokenIssuer;

import static io.gwanmun.gateway.testing.TokenIssuer.encode;
import static io.gwanmun.gateway.testing.TokenIssuer.jwk;
import static io.gwanmun.gateway.testing.TokenIssuer.sign;
import static org.assertj.core.api.Assertions.assertThat;

/** Headers and signatures that are no good: JW01 to JW07 of the corpus. */
class JwtAttackIT extends JwtAttack {

    static Stream<Row> algorithms() {
        List<Row> rows = new ArrayList<>();
        for (String alg : List.of(
                "\"none\"",
                "\"None\"",
                "\"NONE\"",
                "\"nOnE\"",
                "\"\"",
                "[\"RS256\"]",
                "null",
                "\"rs256\"",
                "\"RS384\"")) {
            rows.add(signed("JW01-" + alg, alg(alg)));
            rows.add(new Row("JW01-unsigned-" + alg, segment(alg(alg)) + '.' + segment(claims()) + '.'));
        }
        rows.add(signed("JW01-missing", "{\"typ\":\"at+jwt\",\"kid\":\"rsa\"}"));
        rows.add(new Row("JW01-empty-signature", segment(HEADER) + '.' + segment(claims()) + '.'));
        RSAPublicKey key = (RSAPublicKey) TokenIssuer.RSA.getPublic();
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
        Map<String, byte[]> secrets = Map.of(
                "pem", pem.getBytes(StandardCharsets.US_ASCII),
                "der", key.getEncoded(),
                "jwk", jwk(TokenIssuer.RSA, "rsa").getBytes(StandardCharsets.US_ASCII),
                "modulus", key.getModulus().toByteArray(),
                "word", "secret".getBytes(StandardCharsets.US_ASCII),
                "zero", new byte[1]);
        secrets.forEach((name, secret) -> rows.add(new Row("JW02-HS256-" + name, hmac(alg("\"HS256\""), secret))));
        secrets.forEach((name, secret) -> rows.add(new Row("JW02-RS256-" + name, hmac(HEADER, secret))));
        return rows.stream();
    }

    private static String hmac(String header, byte[] secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            String signed = segment(header) + '.' + segment(claims());
            return signed + '.' + encode(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static Stream<Row> keys() {
        String es = "{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"%s\"}";
        String signed = segment(es.formatted("ec")) + '.' + segment(claims());
        return Stream.of(
                new Row("JW03-zero", signed + '.' + encode(new byte[64])),
                new Row("JW03-short", signed + '.' + encode(new byte[63])),
                new Row("JW03-der", signed + '.' + encode(der())),
                new Row("JW03-r-is-n", signed + '.' + encode(filled(order()))),
                new Row("JW03-curve", sign(es.formatted("p384"), claims(), "ES384", P384)),
                new Row("JW03-curve-digest", sign(es.formatted("p384"), claims(), "ES256", P384)),
                new Row("JW03-other-kind", sign(es.formatted("rsa"), claims(), "RS256", TokenIssuer.RSA)),
                new Row("JW04-weak", sign(HEADER.replace("\"rsa\"", "\"weak\""), claims(), "RS256", WEAK)),
                new Row("JW04-enc", sign(HEADER.replace("\"rsa\"", "\"enc\""), claims(), "RS256", OWN)),
                new Row("JW04-ops", sign(HEADER.replace("\"rsa\"", "\"sign\""), claims(), "RS256", OWN)),
                new Row("JW04-alg", sign(HEADER.replace("\"rsa\"", "\"ps\""), claims(), "RS256", OWN)),
                new Row("JW04-pss-for-pkcs1", sign(HEADER, claims(), "PS256", TokenIssuer.RSA)),
                new Row("JW04-pkcs1-for-pss", sign(alg("\"PS256\""), claims(), "RS256", TokenIssuer.RSA)),
                new Row("JW04-foreign", sign(HEADER, claims(), "RS256", OWN)));
    }

    private static byte[] der() {
        String signed = segment("{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"ec\"}") + '.' + segment(claims());
        try {
            var signer = Signature.getInstance("SHA256withECDSA");
            signer.initSign(TokenIssuer.EC.getPrivate());
            signer.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] filled(BigInteger number) {
        byte[] half = number.toByteArray();
        byte[] both = new byte[64];
        System.arraycopy(half, half.length - 32, both, 0, 32);
        System.arraycopy(half, half.length - 32, both, 32, 32);
        return both;
    }

    static Stream<Row> places() {
        List<Row> rows = new ArrayList<>();
        for (String kid : List.of(
                "\"../../dev/null\"",
                "\"' OR 1=1--\"",
                "\"a\\u0000b\"",
                "\"\"",
                "\"" + "k".repeat(2000) + "\"",
                "7",
                "null",
                "[\"rsa\"]",
                "\"RSA\"")) {
            rows.add(signed("JW05-" + kid.substring(0, Math.min(20, kid.length())), HEADER.replace("\"rsa\"", kid)));
        }
        String there = attacker.url() + "/jwks";
        String own = jwk(OWN, "own");
        for (String member : List.of(
                "\"jku\":\"" + there + "\"", "\"x5u\":\"" + there + "\"", "\"jwk\":" + own, "\"x5c\":[\"MIIB\"]")) {
            rows.add(new Row(
                    "JW06-" + member.substring(1, 4),
                    sign(HEADER.replace("}", "," + member + "}"), claims(), "RS256", OWN)));
            rows.add(new Row(
                    "JW06-unnamed-" + member.substring(1, 4),
                    sign("{\"alg\":\"RS256\",\"typ\":\"at+jwt\"," + member + "}", claims(), "RS256", OWN)));
        }
        return rows.stream();
    }

    static Stream<Row> meanings() {
        List<Row> rows = new ArrayList<>();
        for (String member : List.of(
                "\"crit\":[\"exp\"]",
                "\"crit\":[]",
                "\"crit\":null",
                "\"b64\":false",
                "\"b64\":true",
                "\"zip\":\"DEF\"",
                "\"cty\":\"JWT\"",
                "\"cty\":\"jwt\"",
                "\"enc\":\"A128GCM\"",
                "\"p2c\":2147483647")) {
            rows.add(signed("JW07-" + member, HEADER.replace("}", "," + member + "}")));
        }
        for (String typ : List.of(
                "\"JWT\"",
                "\"JWE\"",
                "\"logout+jwt\"",
                "\"at+jwt2\"",
                "\"\"",
                "null",
                "7",
                "[\"at+jwt\"]",
                "\"absent\"")) {
            rows.add(signed("JW07-typ-" + typ, HEADER.replace("\"at+jwt\"", typ)));
        }
        rows.add(signed("JW07-typ-missing", "{\"alg\":\"RS256\",\"kid\":\"rsa\"}"));
        return rows.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"algorithms", "keys", "places", "meanings"})
    void callWhenTokenIsNoGoodThenOneAnswerForAll(Row row) {
        assertRefused(row.token());
    }

    @Test
    void callWhenUnknownKeysAreNamedAgainAndAgainThenTheIssuerIsAskedOnce() {
        call(sign(HEADER.replace("\"rsa\"", "\"first\""), claims(), "RS256", OWN));
        int before = issuer.fetches();
        for (int i = 0; i < 200; i++) {
            assertThat(call(sign(HEADER.replace("\"rsa\"", "\"k" + i + "\""), claims(), "RS256", OWN))
                            .status())
                    .isEqualTo(401);
        }
        assertThat(issuer.fetches()).isEqualTo(before);
    }
}

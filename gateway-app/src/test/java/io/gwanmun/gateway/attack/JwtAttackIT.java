package io.gwanmun.gateway.attack;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.gwanmun.gateway.testing.RawClient;
import io.gwanmun.gateway.testing.Recorder;
import io.gwanmun.gateway.testing.Reply;
import io.gwanmun.gateway.testing.RunningGateway;
import io.gwanmun.gateway.testing.Service;
import io.gwanmun.gateway.testing.TokenIssuer;

import static io.gwanmun.gateway.testing.TokenIssuer.bearer;
import static io.gwanmun.gateway.testing.TokenIssuer.encode;
import static io.gwanmun.gateway.testing.TokenIssuer.json;
import static io.gwanmun.gateway.testing.TokenIssuer.jwk;
import static io.gwanmun.gateway.testing.TokenIssuer.sign;
import static org.assertj.core.api.Assertions.assertThat;

/** Tokens that are no good: JW01 to JW14 of the corpus. One answer for all of them, and nobody else hears of it. */
class JwtAttackIT {

    private static final String YAML = """
            apiVersion: gateway/v1
            issuers:
              gwanmun: {issuer: "%s", audiences: [gateway], algorithms: [RS256, PS256, ES256, EdDSA]}
            upstreams:
              echo: {targets: ["%s"]}
            apis:
              closed:
                path: /closed
                routes:
                  all: {match: {path: "/{rest...}"}, to: {upstream: echo}}
            """;
    private static final String HEADER = "{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"rsa\"}";
    private static final String CHALLENGE = "Bearer realm=\"gwanmun\", error=\"invalid_token\"";
    private static final KeyPair OWN = TokenIssuer.rsa(2048);
    private static final KeyPair WEAK = TokenIssuer.rsa(1024);
    private static final KeyPair P384 = TokenIssuer.ec("secp384r1");

    private static final Service SERVICE = Service.saying("ok");
    private static final Recorder ATTACKER = Recorder.started();
    private static final TokenIssuer ISSUER = new TokenIssuer();
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        ISSUER.publishes(
                jwk(TokenIssuer.RSA, "rsa"),
                jwk(TokenIssuer.EC, "ec"),
                jwk(TokenIssuer.ED, "ed"),
                jwk(P384, "p384"),
                jwk(WEAK, "weak"),
                jwk(OWN, "enc", "\"use\":\"enc\""),
                jwk(OWN, "sign", "\"key_ops\":[\"sign\"]"),
                jwk(OWN, "ps", "\"alg\":\"PS256\""));
        gateway = RunningGateway.with(YAML.formatted(ISSUER.url(), SERVICE.url()));
        assertThat(call(ISSUER.token()).status()).isEqualTo(200);
        SERVICE.seen();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        ISSUER.close();
        ATTACKER.close();
        SERVICE.close();
    }

    @AfterEach
    void nobodyElseHeardOfIt() {
        assertThat(SERVICE.isUnasked()).isTrue();
        assertThat(ATTACKER.connections()).isZero();
        assertThat(ISSUER.fetches()).isLessThanOrEqualTo(2);
    }

    private record Row(String id, String token) {
        @Override
        public String toString() {
            return id;
        }
    }

    private static Reply call(String token) {
        return gateway.get("/closed/x", bearer(token));
    }

    private static String claims(Object... changes) {
        return json(ISSUER.claimsWith(changes));
    }

    private static String segment(String text) {
        return encode(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Row signed(String id, String header) {
        return new Row(id, sign(header, claims(), "RS256", TokenIssuer.RSA));
    }

    private static Row claiming(String id, Object... changes) {
        return new Row(id, ISSUER.token(changes));
    }

    private static String alg(String written) {
        return "{\"alg\":" + written + ",\"typ\":\"at+jwt\",\"kid\":\"rsa\"}";
    }

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

    private static BigInteger order() {
        return ((ECPublicKey) TokenIssuer.EC.getPublic()).getParams().getOrder();
    }

    private static byte[] filled(BigInteger number) {
        byte[] half = number.toByteArray();
        byte[] both = new byte[64];
        System.arraycopy(half, half.length - 32, both, 0, 32);
        System.arraycopy(half, half.length - 32, both, 32, 32);
        return both;
    }

    static Stream<Row> headers() {
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
        String there = ATTACKER.url() + "/jwks";
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

    static Stream<Row> claimed() {
        long now = Instant.now().getEpochSecond();
        return Stream.of(
                claiming("JW08-exp-past", "exp", now - 61),
                claiming("JW08-exp-missing", "exp", null),
                claiming("JW08-exp-text", "exp", String.valueOf(now + 600)),
                claiming("JW08-exp-huge", "exp", 1e308),
                claiming("JW08-exp-negative", "exp", -1),
                claiming("JW08-exp-list", "exp", List.of(now + 600)),
                claiming("JW08-nbf", "nbf", now + 120),
                claiming("JW08-iat", "iat", now + 120),
                claiming("JW09-iss-slash", "iss", ISSUER.url() + "/"),
                claiming("JW09-iss-tenant", "iss", ISSUER.url() + "/other"),
                claiming("JW09-iss-missing", "iss", null),
                claiming("JW09-iss-list", "iss", List.of(ISSUER.url())),
                claiming("JW09-aud-wrong", "aud", "other"),
                claiming("JW09-aud-missing", "aud", null),
                claiming("JW09-aud-part", "aud", "gate"),
                claiming("JW09-aud-case", "aud", "GATEWAY"),
                claiming("JW09-aud-list", "aud", List.of("a", "b")),
                claiming("JW09-sub-missing", "sub", null),
                claiming("JW09-sub-empty", "sub", ""),
                claiming("JW09-sub-number", "sub", 1),
                claiming("JW13-bound", "cnf", Map.of("jkt", "x")));
    }

    static Stream<Row> forms() {
        String good = ISSUER.token();
        String[] part = good.split("\\.");
        String json = claims();
        String open = json.substring(0, json.length() - 1);
        List<Row> rows = new ArrayList<>();
        Map<String, String> bodies = new LinkedHashMap<>();
        bodies.put("claim-twice", open + ",\"sub\":\"admin\"}");
        bodies.put("claim-twice-escaped", open + ",\"\\u0073ub\":\"admin\"}");
        bodies.put("bom", "\uFEFF" + json);
        bodies.put("comment", "{/**/" + json.substring(1));
        bodies.put("trailing", json + "{}");
        bodies.put("trailing-comma", open + ",}");
        bodies.put("surrogate", open + ",\"x\":\"\\ud800\"}");
        bodies.put("deep", open + ",\"x\":" + "[".repeat(1000) + "]".repeat(1000) + "}");
        bodies.put("number", open + ",\"x\":1e9999}");
        bodies.put("list", "[" + json + "]");
        bodies.forEach((name, body) -> rows.add(new Row("JW10-" + name, sign(HEADER, body, "RS256", TokenIssuer.RSA))));
        rows.add(
                signed("JW10-header-twice", "{\"alg\":\"none\",\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"rsa\"}"));
        rows.add(claiming("JW11-8KB", "x", "x".repeat(8 * 1024)));
        rows.add(new Row("JW11-4-segments", good + ".AA"));
        rows.add(new Row("JW11-6-segments", good + ".AA.AA.AA"));
        rows.add(new Row("JW11-2-segments", part[0] + '.' + part[1]));
        rows.add(new Row("JW11-padding", good + "=="));
        rows.add(new Row("JW11-padding-claims", part[0] + '.' + part[1] + "=." + part[2]));
        rows.add(new Row("JW11-space", part[0] + ". " + part[1] + '.' + part[2]));
        rows.add(new Row("JW11-tab", good + "\tx"));
        rows.add(new Row("JW11-other-bits", part[0] + '.' + part[1] + '.' + otherBits(part[2])));
        rows.add(new Row("JW11-json", "{\"payload\":\"" + part[1] + "\"}"));
        rows.add(new Row("JW12-jwe", segment("{\"alg\":\"RSA-OAEP\",\"enc\":\"A128GCM\"}") + ".AA.AA.AA.AA"));
        rows.add(new Row("JW12-dir", segment("{\"alg\":\"dir\",\"enc\":\"A128GCM\"}") + "..AA.AA.AA"));
        rows.add(new Row(
                "JW12-pbes2",
                segment("{\"alg\":\"PBES2-HS256+A128KW\",\"enc\":\"A128GCM\",\"p2c\":2147483647}") + ".AA.AA.AA.AA"));
        rows.add(new Row("JW12-zip", segment("{\"alg\":\"dir\",\"enc\":\"A128GCM\",\"zip\":\"DEF\"}") + "..AA.AA.AA"));
        String other = ISSUER.token("sub", "user-2");
        rows.add(new Row("JW13-signature-of-another", part[0] + '.' + part[1] + '.' + other.split("\\.")[2]));
        rows.add(new Row(
                "JW13-header-of-another",
                segment("{\"typ\":\"at+jwt\",\"alg\":\"RS256\",\"kid\":\"rsa\"}") + '.' + part[1] + '.' + part[2]));
        rows.add(new Row("JW13-cut", good.substring(0, good.length() - 4)));
        rows.add(new Row("JW13-longer", good + "AAAA"));
        rows.add(new Row("opaque", "gwr_0123456789"));
        rows.add(new Row("empty", ""));
        return rows.stream();
    }

    /** Spells the same signature with bits behind its end: 256 bytes leave four of them. */
    private static String otherBits(String signature) {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        int last = alphabet.indexOf(signature.charAt(signature.length() - 1));
        return signature.substring(0, signature.length() - 1) + alphabet.charAt(last | 1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"algorithms", "keys", "headers", "claimed", "forms"})
    void callWhenTokenIsNoGoodThenOneAnswerForAll(Row row) {
        assertRefused(row.token());
    }

    private static void assertRefused(String token) {
        Reply reply = call(token);

        assertThat(reply.status()).as(reply.toString()).isEqualTo(401);
        assertThat(reply.all("WWW-Authenticate")).containsExactly(CHALLENGE);
        Map<String, Object> body = new LinkedHashMap<>(reply.json());
        assertThat(body.remove("requestId")).isEqualTo(reply.header("X-Request-Id"));
        assertThat(body)
                .isEqualTo(Map.of(
                        "type", "urn:gwanmun:fault:unauthenticated",
                        "title", "This call needs valid credentials.",
                        "status", 401,
                        "detail", "This call needs valid credentials.",
                        "message", "This call needs valid credentials."));
    }

    @Test
    void callWhenABitIsFlippedThenRefused() {
        Random random = new Random(7);
        byte[] good = ISSUER.token().getBytes(StandardCharsets.US_ASCII);
        try (RawClient client = gateway.connect()) {
            for (int i = 0; i < 1000; i++) {
                byte[] bad = good.clone();
                int at = random.nextInt(bad.length);
                bad[at] = (byte) (bad[at] ^ 1 << random.nextInt(7));
                // What cannot stand in a header at all, and a comma, is refused before the token is looked at.
                if (bad[at] <= ' ' || bad[at] == 0x7f || bad[at] == ',') {
                    continue;
                }
                client.send(RawClient.head("GET", "/closed/x", bearer(new String(bad, StandardCharsets.US_ASCII))));
                assertThat(client.reply().status())
                        .as("byte %d is %d", at, bad[at])
                        .isEqualTo(401);
            }
        }
    }

    @Test
    void callWhenTokenFillsTheHeadThenRefusedUnread() {
        assertThat(call(ISSUER.token("x", "x".repeat(64 * 1024))).status()).isEqualTo(431);
    }

    @Test
    void callWhenUnknownKeysAreNamedAgainAndAgainThenTheIssuerIsAskedOnce() {
        call(sign(HEADER.replace("\"rsa\"", "\"first\""), claims(), "RS256", OWN));
        int before = ISSUER.fetches();
        for (int i = 0; i < 200; i++) {
            assertThat(call(sign(HEADER.replace("\"rsa\"", "\"k" + i + "\""), claims(), "RS256", OWN))
                            .status())
                    .isEqualTo(401);
        }
        assertThat(ISSUER.fetches()).isEqualTo(before);
    }

    /** Both halves of a signature's spellings are valid in JWS; a token is known by what was signed, so both are one token. */
    @Test
    void callWhenSignatureIsSpelledTheOtherWayThenTheSameToken() {
        String token = sign("{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"ec\"}", claims(), "ES256", TokenIssuer.EC);
        int dot = token.lastIndexOf('.');
        byte[] signature = Base64.getUrlDecoder().decode(token.substring(dot + 1));
        BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, 32, 64));
        byte[] other = order().subtract(s).toByteArray();
        Arrays.fill(signature, 32, 64, (byte) 0);
        int length = Math.min(32, other.length);
        System.arraycopy(other, other.length - length, signature, 64 - length, length);

        assertThat(call(token).status()).isEqualTo(200);
        assertThat(call(token.substring(0, dot + 1) + encode(signature)).status())
                .isEqualTo(200);
        SERVICE.forget();
    }
}

package io.gwanmun.gateway.attack;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.gwanmun.gateway.testing.RawClient;
import io.gwanmun.gateway.testing.TokenIssuer;

import static io.gwanmun.gateway.testing.TokenIssuer.bearer;
import static io.gwanmun.gateway.testing.TokenIssuer.encode;
import static io.gwanmun.gateway.testing.TokenIssuer.json;
import static io.gwanmun.gateway.testing.TokenIssuer.sign;
import static org.assertj.core.api.Assertions.assertThat;

/** Claims and spellings that are no good: JW08 to JW13 of the corpus. */
class JwtClaimAttackIT extends JwtAttack {

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
                claiming("JW09-iss-slash", "iss", issuer.url() + "/"),
                claiming("JW09-iss-tenant", "iss", issuer.url() + "/other"),
                claiming("JW09-iss-missing", "iss", null),
                claiming("JW09-iss-list", "iss", List.of(issuer.url())),
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

    static Stream<Row> texts() {
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
        return rows.stream();
    }

    static Stream<Row> forms() {
        String good = issuer.token();
        String[] part = good.split("\\.");
        List<Row> rows = new ArrayList<>();
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
        String other = issuer.token("sub", "user-2");
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
    @MethodSource({"claimed", "texts", "forms"})
    void callWhenTokenIsNoGoodThenOneAnswerForAll(Row row) {
        assertRefused(row.token());
    }

    @Test
    void callWhenABitIsFlippedThenRefused() {
        Random random = new Random(7);
        byte[] good = issuer.token().getBytes(StandardCharsets.US_ASCII);
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
        assertThat(call(issuer.token("x", "x".repeat(64 * 1024))).status()).isEqualTo(431);
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
        service.forget();
    }
}

package io.gwanmun.gateway.token.jwt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.gwanmun.gateway.token.IssuerSource;
import io.gwanmun.gateway.token.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Judges the test vectors for JSON Web Signatures, Keys and Encryption of the Wycheproof project, where a copy of its folder
 * {@code testvectors_v1} is at hand: {@code -Dwycheproof=<folder>}. Their payloads are no claims, so what is asked is all that
 * comes before claims: segments, header, algorithm, key and signature.
 *
 * @see <a href="https://github.com/C2SP/wycheproof/blob/main/doc/json_web_crypto.md">about the vectors</a>
 */
@EnabledIfSystemProperty(named = "wycheproof", matches = ".+")
class WycheproofTest {

    private static final Set<String> ALGORITHMS =
            Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519");
    private static final IssuerSource.Rules RULES =
            new IssuerSource.Rules(ALGORITHMS, Set.of("absent", "jwt"), Duration.ZERO, "roles");
    /** Valid signatures by another algorithm than the key says it is for ({@code alg}), which we refuse. */
    private static final Set<String> NOT_BY_ITS_KEY = Set.of(
            "signature 346 Figure20 []",
            "signature 347 Figure27 []",
            "signature 350 Figure20 []",
            "signature 351 Figure27 []");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Stream<Arguments> signatures() {
        return Stream.of("signature", "key", "crypto").flatMap(WycheproofTest::vectors);
    }

    static Stream<Arguments> encryptions() {
        return vectors("encryption");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("signatures")
    void signerWhenVectorIsJudgedThenAsItsResultSays(String name, JsonNode key, JsonNode vector) {
        boolean valid = vector.path("result").asString().equals("valid");
        boolean ours = vector.has("jws") && isForSignaturesOfOurs(key) && !NOT_BY_ITS_KEY.contains(name);

        assertThat(isSigned(text(vector), key)).isEqualTo(valid && ours);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("encryptions")
    void signerWhenTokenIsEncryptedThenRefused(String name, JsonNode key, JsonNode vector) {
        assertThat(isSigned(text(vector), key)).isFalse();
    }

    /** Returns what is sent: a token, or JSON where the vector is one of that serialisation. */
    private static String text(JsonNode vector) {
        JsonNode token = vector.has("jws") ? vector.path("jws") : vector.path("jwe");
        return token.isString() ? token.asString() : token.toString();
    }

    private static boolean isSigned(String token, JsonNode key) {
        String keys = key.has("keys") ? key.toString() : "{\"keys\":[" + key + "]}";
        KeyRing ring = new KeyReader(ALGORITHMS).read(keys.getBytes(StandardCharsets.UTF_8));
        try {
            CompactJwt taken = taken(token);
            HeaderRules headers = new HeaderRules(RULES);
            var signing = new JwtRules.Signing(headers.algorithm(taken.header()), HeaderRules.kid(taken.header()));
            JwtRules.signer(taken, signing, ring.fitting(signing));
            return true;
        } catch (BadTokenException refused) {
            return false;
        }
    }

    /** Takes a token apart as the program does, but for the payload, which need not be JSON here. */
    private static CompactJwt taken(String token) {
        int first = token.indexOf('.');
        int last = token.lastIndexOf('.');
        try {
            String claims = "e30"; // an empty object
            CompactJwt shape = CompactJwt.parse(
                    first < 0 ? token : token.substring(0, first + 1) + claims + token.substring(second(token)));
            byte[] signed = token.substring(0, last).getBytes(StandardCharsets.UTF_8);
            Base64Url.decode(token.substring(first + 1, last));
            return new CompactJwt(shape.header(), Map.of(), signed, shape.signature());
        } catch (IllegalArgumentException malformed) {
            throw new BadTokenException(Reason.MALFORMED);
        }
    }

    private static int second(String token) {
        int dot = token.indexOf('.', token.indexOf('.') + 1);
        return dot < 0 ? token.length() : dot;
    }

    private static boolean isForSignaturesOfOurs(JsonNode key) {
        List<JsonNode> keys = key.has("keys") ? key.path("keys").valueStream().toList() : List.of(key);
        return keys.stream().noneMatch(one -> one.path("kty").asString().equals("oct"));
    }

    private static Stream<Arguments> vectors(String kind) {
        Path file = Path.of(System.getProperty("wycheproof"), "json_web_" + kind + "_test.json");
        try {
            return JSON.readTree(Files.readString(file))
                    .path("testGroups")
                    .valueStream()
                    .flatMap(group -> group.path("tests").valueStream().map(test -> {
                        JsonNode key = group.has("public") ? group.path("public") : group.path("private");
                        String name = kind
                                + ' '
                                + test.path("tcId").asInt()
                                + ' '
                                + test.path("comment").asString();
                        return arguments(name + ' ' + test.path("flags"), key, test);
                    }));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

package io.gwanmun.gateway.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.gwanmun.gateway.api.Secret;
import io.gwanmun.gateway.pipeline.Caller;
import io.gwanmun.gateway.testing.IdentityKey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class IntroductionTest {

    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

    private Instant now = START;

    @Test
    void ofWhenCallerIsKnownThenEachHeaderHasItsValue() throws Exception {
        Map<String, ValueSource> headers = new LinkedHashMap<>();
        List.of("subject", "client", "issuer", "roles", "scopes", "claim.name", "claim.groups", "claim.org.unit")
                .forEach(source -> headers.put("X-" + headers.size(), ValueSource.parse(source)));
        List.of("claim.org", "claim.level", "claim.none", "claim.empty")
                .forEach(source -> headers.put("X-" + headers.size(), ValueSource.parse(source)));

        assertThat(new Introduction(new IdentityPolicy(headers, null, false), null, () -> now).of(caller(null)))
                .containsExactly(
                        "u-1",
                        "app",
                        "home",
                        "admin,buy%2Csell",
                        "a b",
                        "J\u00fcrgen".replace("\u00fc", "%C3%BC"),
                        "x,1,true",
                        "sales",
                        "{\"unit\":\"sales\"}",
                        "3",
                        null,
                        null);
    }

    @Test
    void ofWhenTokenIsHalfOverThenANewOneAndUntilThenTheSame() throws Exception {
        Introduction introduction = introduction(List.of("name", "missing"));
        Caller caller = caller(null);
        String first = introduction.of(caller)[0];

        now = START.plusMillis(29_999);
        assertThat(introduction.of(caller)[0]).isSameAs(first);
        now = START.plusMillis(30_000);
        assertThat(introduction.of(caller)[0]).isNotEqualTo(first);

        JWTClaimsSet claims = SignedJWT.parse(first).getJWTClaimsSet();
        assertThat(claims.toJSONObject())
                .containsOnlyKeys("iss", "sub", "aud", "iat", "exp", "idp", "client_id", "roles", "scope", "name")
                .containsEntry("iss", "https://gateway.test")
                .containsEntry("sub", "u-1")
                .containsEntry("aud", "users")
                .containsEntry("iat", START.getEpochSecond())
                .containsEntry("exp", START.getEpochSecond() + 60)
                .containsEntry("idp", "home")
                .containsEntry("scope", "a b")
                .containsEntry("roles", List.of("admin", "buy,sell"));
    }

    @Test
    void ofWhenCallersProofEndsEarlierThenTheTokenDoesToo() throws Exception {
        String token = introduction(List.of()).of(caller(START.plusSeconds(10)))[0];

        assertThat(SignedJWT.parse(token).getJWTClaimsSet().getExpirationTime().toInstant())
                .isEqualTo(START.plusSeconds(10));
    }

    @Test
    void ofWhenCallersProofLivesOnItsIssuersSkewThenTheTokenHoldsTwoSeconds() throws Exception {
        String token = introduction(List.of()).of(caller(START.minusSeconds(30)))[0];

        assertThat(SignedJWT.parse(token).getJWTClaimsSet().getExpirationTime().toInstant())
                .isEqualTo(START.plusSeconds(2));
    }

    @Test
    void ofWhenAnotherCallerIsEqualThenItIsNotTakenForTheFirst() throws Exception {
        Introduction introduction = introduction(List.of());

        assertThat(introduction.of(caller(null))[0]).isNotSameAs(introduction.of(caller(null))[0]);
    }

    @Test
    void ofWhenValueIsLongerThan4096CharactersThenFails() throws Exception {
        IdentityPolicy policy = new IdentityPolicy(Map.of("X-A", ValueSource.parse("claim.long")), null, false);
        Introduction introduction = new Introduction(policy, null, () -> now);
        assertThat(introduction.of(withClaim("a".repeat(4096)))[0]).hasSize(4096);
        assertThatIllegalStateException()
                .isThrownBy(() -> introduction.of(withClaim("a".repeat(4097))))
                .withMessage("X-A: 4097 characters (expected: at most 4096)");
    }

    private Introduction introduction(List<String> claims) {
        IdentityPolicy.Token token =
                new IdentityPolicy.Token("X-Identity-Token", "users", Duration.ofSeconds(60), claims);
        SigningSource source = new SigningSource(
                "https://gateway.test", Secret.of(IdentityKey.made().privatePem()), List.of());
        return new Introduction(new IdentityPolicy(Map.of(), token, false), SigningKey.of(source), () -> now);
    }

    private static Caller withClaim(String text) {
        return new Caller("jwt", "home", "s", null, Set.of(), Set.of(), Map.of("long", text), null);
    }

    private static Caller caller(@Nullable Instant expiresAt) {
        Map<String, Object> claims = Map.of(
                "name",
                "J\u00fcrgen",
                "groups",
                List.of("x", 1, true),
                "org",
                Map.of("unit", "sales"),
                "level",
                3L,
                "empty",
                "");
        return new Caller(
                "jwt", "home", "u-1", "app", Set.of("buy,sell", "admin"), Set.of("b", "a"), claims, expiresAt);
    }
}

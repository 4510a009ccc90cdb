package io.gwanmun.gateway.token.jwt;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.gwanmun.gateway.pipeline.Caller;
import io.gwanmun.gateway.token.IssuerSource;
import io.gwanmun.gateway.token.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class ClaimRulesTest {

    private static final long NOW = 1_800_000_000L;
    private static final IssuerSource ISSUER = issuer("roles", Duration.ofSeconds(60));

    private static IssuerSource issuer(String roles, Duration skew) {
        return new IssuerSource(
                "https://issuer.test",
                Set.of("gateway", "other"),
                new IssuerSource.DiscoveredKeys(),
                new IssuerSource.Rules(Set.of("RS256"), Set.of("at+jwt"), skew, roles),
                null);
    }

    private static Map<String, Object> claims(@Nullable Object... changes) {
        Map<String, Object> claims = new HashMap<>(Map.of(
                "iss",
                "https://issuer.test",
                "sub",
                "user-1",
                "aud",
                List.of("gateway"),
                "exp",
                NOW + 600,
                "iat",
                NOW));
        for (int i = 0; i < changes.length; i += 2) {
            Object value = changes[i + 1];
            if (value == null) {
                claims.remove(String.valueOf(changes[i]));
            } else {
                claims.put(String.valueOf(changes[i]), value);
            }
        }
        return claims;
    }

    private static @Nullable Reason reason(Map<String, Object> claims, long millis) {
        BadTokenException bad = catchThrowableOfType(
                BadTokenException.class, () -> new ClaimRules("gwanmun", ISSUER).ofJwt(claims, millis));
        return bad == null ? null : bad.reason();
    }

    @Test
    void ofJwtWhenGoodThenTheCaller() {
        Map<String, Object> claims =
                claims("client_id", "shop", "scope", "a b", "roles", List.of("admin"), "username", "ada");

        Caller caller =
                new ClaimRules("gwanmun", ISSUER).ofJwt(claims, NOW * 1000).caller();

        assertThat(caller)
                .isEqualTo(new Caller(
                        "jwt",
                        "gwanmun",
                        "user-1",
                        "shop",
                        Set.of("admin"),
                        Set.of("a", "b"),
                        claims,
                        Instant.ofEpochSecond(NOW + 600)));
    }

    @ParameterizedTest
    @CsvSource({
        // claim, seconds from now, milliseconds later, reason
        "exp, 0, 0,",
        "exp, -60, 0,",
        "exp, -60, 1, EXPIRED",
        "exp, -61, 0, EXPIRED",
        "exp, -60, -1,",
        "nbf, 60, 0,",
        "nbf, 60, -1, EARLY",
        "nbf, 61, 0, EARLY",
        "nbf, -600, 0,",
        "iat, 60, 0,",
        "iat, 61, 0, EARLY",
        "iat, -86400, 0,",
    })
    void ofJwtWhenTimesAreNearTheirEdgeThenSkewIsIncluded(
            String claim, long seconds, long millis, @Nullable Reason reason) {
        assertThat(reason(claims(claim, NOW + seconds), NOW * 1000 + millis)).isEqualTo(reason);
    }

    @Test
    void ofJwtWhenSkewIsZeroThenTheLastMillisecondCounts() {
        ClaimRules strict = new ClaimRules("gwanmun", issuer("roles", Duration.ZERO));

        assertThat(strict.ofJwt(claims("exp", NOW), NOW * 1000).untilMillis()).isEqualTo(NOW * 1000);
        assertThat(catchThrowableOfType(
                        BadTokenException.class, () -> strict.ofJwt(claims("exp", NOW), NOW * 1000 + 1)))
                .extracting(BadTokenException::reason)
                .isEqualTo(Reason.EXPIRED);
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                arguments("exp", null, Reason.CLAIMS),
                arguments("exp", String.valueOf(NOW + 600), Reason.CLAIMS),
                arguments("exp", 1e308, Reason.CLAIMS),
                arguments("exp", -1L, Reason.CLAIMS),
                arguments("exp", 253_402_300_800L, Reason.CLAIMS),
                arguments("exp", Long.MAX_VALUE, Reason.CLAIMS),
                arguments("exp", BigInteger.TWO.pow(70), Reason.CLAIMS),
                arguments("exp", true, Reason.CLAIMS),
                arguments("nbf", "0", Reason.CLAIMS),
                arguments("iat", List.of(NOW), Reason.CLAIMS),
                arguments("iss", null, Reason.ISSUER),
                arguments("iss", "https://issuer.test/", Reason.ISSUER),
                arguments("iss", "HTTPS://issuer.test", Reason.ISSUER),
                arguments("iss", List.of("https://issuer.test"), Reason.ISSUER),
                arguments("aud", null, Reason.AUDIENCE),
                arguments("aud", "gate", Reason.AUDIENCE),
                arguments("aud", "gateway2", Reason.AUDIENCE),
                arguments("aud", "Gateway", Reason.AUDIENCE),
                arguments("aud", List.of(), Reason.AUDIENCE),
                arguments("aud", List.of("gateway", 1L), Reason.CLAIMS),
                arguments("aud", Map.of("gateway", 1L), Reason.CLAIMS),
                arguments("sub", null, Reason.CLAIMS),
                arguments("sub", "", Reason.CLAIMS),
                arguments("sub", 7L, Reason.CLAIMS),
                arguments("sub", "a\u0000b", Reason.CLAIMS),
                arguments("sub", "a\nb", Reason.CLAIMS),
                arguments("sub", "s".repeat(257), Reason.CLAIMS),
                arguments("client_id", 7L, Reason.CLAIMS),
                arguments("scope", 7L, Reason.CLAIMS),
                arguments("roles", Map.of("admin", true), Reason.CLAIMS),
                arguments("roles", List.of(1L), Reason.CLAIMS),
                arguments("cnf", Map.of("jkt", "x"), Reason.BOUND));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void ofJwtWhenAClaimIsNotWhatItMustBeThenRefused(String claim, @Nullable Object value, Reason reason) {
        assertThat(reason(claims(claim, value), NOW * 1000)).isEqualTo(reason);
    }

    @Test
    void ofJwtWhenClaimsAreSpelledOtherwiseThenStillRead() {
        assertThat(reason(claims("aud", "other", "exp", NOW + 0.5, "sub", "s".repeat(256)), NOW * 1000))
                .isNull();
        Caller caller = new ClaimRules("k", issuer("realm_access.roles", Duration.ZERO))
                .ofJwt(
                        claims("azp", "app", "scp", List.of("x"), "realm_access", Map.of("roles", Arrays.asList("r"))),
                        NOW * 1000)
                .caller();
        assertThat(caller.client()).isEqualTo("app");
        assertThat(caller.scopes()).containsExactly("x");
        assertThat(caller.roles()).containsExactly("r");
    }

    @Test
    void ofReferenceWhenLittleIsKnownThenAudienceAndSubjectAreStillNeeded() {
        ClaimRules rules = new ClaimRules("gwanmun", ISSUER);

        ClaimRules.Proved proved =
                rules.ofReference(claims("iss", null, "exp", null, "token_type", "bearer"), NOW * 1000);
        assertThat(proved.caller().proof()).isEqualTo("referenceToken");
        assertThat(proved.caller().expiresAt()).isNull();
        assertThat(proved.untilMillis()).isEqualTo(Long.MAX_VALUE);
        assertThat(List.of(
                        refused(rules, claims("iss", "https://other.test")),
                        refused(rules, claims("token_type", "DPoP")),
                        refused(rules, claims("aud", null)),
                        refused(rules, claims("exp", NOW - 61))))
                .containsExactly(Reason.ISSUER, Reason.TYPE, Reason.AUDIENCE, Reason.EXPIRED);
    }

    private static Reason refused(ClaimRules rules, Map<String, Object> claims) {
        return catchThrowableOfType(BadTokenException.class, () -> rules.ofReference(claims, NOW * 1000))
                .reason();
    }
}

package io.gwanmun.gateway.access;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.gwanmun.gateway.pipeline.Caller;
import io.gwanmun.gateway.pipeline.ClaimPath;
import io.gwanmun.gateway.testing.Authority;

import static org.assertj.core.api.Assertions.assertThat;

class AccessPolicyTest {

    private static final X509Certificate SHOWN =
            Authority.named("Test CA").issue("orders.test").bundle().getCertificate();

    private static final Proof JWT = new Proof.Token(TokenKind.JWT, Set.of());
    private static final Proof OF_A = new Proof.Token(TokenKind.JWT, Set.of("a"));
    private static final Proof REFERENCE = new Proof.Token(TokenKind.REFERENCE, Set.of());
    private static final Proof CERTIFICATE = new Proof.Certificate(CertificateRule.ANY);
    private static final Map<String, Proof> PROOFS = Map.of(
            "jwt",
            JWT,
            "jwt of a",
            OF_A,
            "reference",
            REFERENCE,
            "certificate",
            CERTIFICATE,
            "any token",
            Proof.ANY_TOKEN,
            "jwt or certificate",
            new Proof.AnyOf(List.of(JWT, CERTIFICATE)),
            "jwt of a or certificate",
            new Proof.AnyOf(List.of(OF_A, CERTIFICATE)),
            "jwt and certificate",
            new Proof.AllOf(List.of(JWT, CERTIFICATE)));

    private static final AccessPolicy ANY = AccessPolicy.of(Demand.of(CERTIFICATE));
    private static final AccessPolicy ORDERS =
            AccessPolicy.of(Demand.of(new Proof.Certificate(new CertificateRule(Set.of(), Set.of("orders.test")))));

    private static AccessPolicy of(@Nullable AccessPolicy api, @Nullable AccessPolicy route) {
        return AccessPolicy.of(api, route, AccessPolicy.NOBODY);
    }

    private static Proof proof(String name) {
        return Objects.requireNonNull(PROOFS.get(name));
    }

    private static Shown shown(String what) {
        Caller caller = what.contains("jwt")
                ? caller("jwt", what.contains("jwt b") ? "b" : "a")
                : what.contains("reference") ? caller("referenceToken", "a") : null;
        return Shown.of(caller, what.contains("certificate") ? SHOWN : null);
    }

    private static Caller caller(String proof, String issuer) {
        return new Caller(proof, issuer, "u", null, Set.of(), Set.of(), Map.of(), null);
    }

    @Test
    void ofWhenRouteSaysNothingThenWhatTheApiSays() {
        assertThat(of(null, null)).isEqualTo(AccessPolicy.NOBODY);
        assertThat(AccessPolicy.of(null, null, AccessPolicy.ANY_TOKEN)).isEqualTo(AccessPolicy.ANY_TOKEN);
        assertThat(of(ORDERS, null)).isEqualTo(ORDERS);
        assertThat(of(AccessPolicy.EVERYBODY, null)).isEqualTo(AccessPolicy.EVERYBODY);
    }

    @Test
    void ofWhenRouteSaysNoneThenOpen() {
        assertThat(of(ORDERS, AccessPolicy.EVERYBODY)).isEqualTo(AccessPolicy.EVERYBODY);
    }

    @Test
    void ofWhenApiIsOpenThenWhatTheRouteSays() {
        assertThat(of(AccessPolicy.EVERYBODY, ORDERS)).isEqualTo(ORDERS);
        assertThat(of(null, ORDERS)).isEqualTo(ORDERS);
    }

    @Test
    void ofWhenBothAskThenRouteNarrowsAndNeverWidens() {
        assertThat(of(ORDERS, ANY).demands())
                .containsExactly(ORDERS.demands().get(0), ANY.demands().get(0));
        assertThat(of(ORDERS, ORDERS)).isEqualTo(ORDERS);
    }

    @ParameterizedTest
    @CsvSource({
        "jwt, jwt a, true",
        "jwt, jwt b, true",
        "jwt, reference, false",
        "jwt, certificate, false",
        "jwt, nothing, false",
        "jwt of a, jwt a, true",
        "jwt of a, jwt b, false",
        "reference, reference, true",
        "reference, jwt a, false",
        "any token, jwt b, true",
        "any token, reference, true",
        "any token, certificate, false",
        "jwt or certificate, certificate, true",
        "jwt or certificate, jwt a, true",
        "jwt or certificate, reference, false",
        "jwt and certificate, jwt a, false",
        "jwt and certificate, certificate, false",
        "jwt and certificate, jwt a certificate, true",
    })
    void holdsWhenShownThenOnlyWithWhatIsAsked(String asked, String what, boolean holds) {
        assertThat(proof(asked).holds(shown(what))).isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource({
        "any token, jwt of a, a, ''",
        "jwt, any token, 'a,b', ''",
        "any token, any token, 'a,b', 'a,b'",
        "jwt of a, reference, '', ''",
        "certificate, jwt, 'a,b', ''",
        "jwt and certificate, jwt or certificate, 'a,b', ''",
        "certificate, jwt of a or certificate, a, ''",
        "any token, jwt of a or certificate, a, ''",
        "jwt or certificate, jwt of a or certificate, a, ''",
    })
    void takenWhenApiAndRouteAskThenTokensThatBothTake(String api, String route, String jwts, String references) {
        AccessPolicy policy = of(AccessPolicy.of(Demand.of(proof(api))), AccessPolicy.of(Demand.of(proof(route))));

        assertThat(policy.taken(TokenKind.JWT, Set.of("a", "b"))).isEqualTo(set(jwts));
        assertThat(policy.taken(TokenKind.REFERENCE, Set.of("a", "b"))).isEqualTo(set(references));
    }

    private static Set<String> set(String list) {
        return list.isEmpty() ? Set.of() : Set.of(list.split(","));
    }

    @Test
    void toStringWhenShownThenInPlainWords() {
        assertThat(ANY).hasToString("callers with a client certificate");
        assertThat(ORDERS).hasToString("callers with a client certificate of orders.test");
        assertThat(AccessPolicy.EVERYBODY).hasToString("everybody");
        assertThat(AccessPolicy.NOBODY).hasToString("nobody (nothing said; access: none opens the route)");
        assertThat(AccessPolicy.ANY_TOKEN).hasToString("callers with a token of any issuer");
        Demand orders = new Demand(
                OF_A,
                Set.of("user", "admin"),
                Set.of("orders:write"),
                Map.of(ClaimPath.parse("tier"), Set.of("gold", "silver")));
        assertThat(of(AccessPolicy.of(orders), AccessPolicy.of(Demand.of(proof("jwt or certificate")))))
                .hasToString(
                        "callers with a JWT of a, role admin or user, scope orders:write, claim tier gold or silver;"
                                + " and with a JWT or a client certificate");
    }
}

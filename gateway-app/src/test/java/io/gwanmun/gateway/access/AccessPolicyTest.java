package io.gwanmun.gateway.access;

import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AccessPolicyTest {

    private static final AccessPolicy ANY = AccessPolicy.of(CertificateRule.ANY);
    private static final AccessPolicy ORDERS = AccessPolicy.of(new CertificateRule(Set.of(), Set.of("orders.test")));

    @Test
    void ofWhenRouteSaysNothingThenWhatTheApiSays() {
        assertThat(AccessPolicy.of(null, null)).isEqualTo(AccessPolicy.NOBODY);
        assertThat(AccessPolicy.of(ORDERS, null)).isEqualTo(ORDERS);
        assertThat(AccessPolicy.of(AccessPolicy.EVERYBODY, null)).isEqualTo(AccessPolicy.EVERYBODY);
    }

    @Test
    void ofWhenRouteSaysNoneThenOpen() {
        assertThat(AccessPolicy.of(ORDERS, AccessPolicy.EVERYBODY)).isEqualTo(AccessPolicy.EVERYBODY);
    }

    @Test
    void ofWhenApiIsOpenThenWhatTheRouteSays() {
        assertThat(AccessPolicy.of(AccessPolicy.EVERYBODY, ORDERS)).isEqualTo(ORDERS);
        assertThat(AccessPolicy.of(null, ORDERS)).isEqualTo(ORDERS);
    }

    @Test
    void ofWhenBothAskThenRouteNarrowsAndNeverWidens() {
        assertThat(AccessPolicy.of(ORDERS, ANY).certificates())
                .containsExactly(ORDERS.certificates().get(0), CertificateRule.ANY);
        assertThat(AccessPolicy.of(ORDERS, ORDERS)).isEqualTo(ORDERS);
    }

    @Test
    void toStringWhenShownThenInPlainWords() {
        assertThat(ANY).hasToString("callers with a client certificate");
        assertThat(ORDERS).hasToString("callers with a client certificate of orders.test");
        assertThat(AccessPolicy.EVERYBODY).hasToString("everybody");
        assertThat(AccessPolicy.NOBODY).hasToString("nobody (nothing said; access: none opens the route)");
    }
}

package io.gwanmun.gateway.route;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ReservedNamesTest {

    private final ReservedNames names = new ReservedNames();

    @ParameterizedTest
    @ValueSource(strings = {"Shop-Caller", "SHOP-CALLER", "shop_caller", "Shop.Caller", "sHoP~cAlLeR"})
    void containsWhenSpelledInAnotherWayThenReserved(String name) {
        names.add(List.of("Shop-Caller"));

        assertThat(names.contains(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Shop-Calle", "Shop-Callers", "ShopCaller", "Shop-1aller", "", "-"})
    void containsWhenAnotherNameThenFree(String name) {
        names.add(List.of("Shop-Caller"));

        assertThat(names.contains(name)).isFalse();
    }

    @Test
    void replaceWhenARevisionIsInForceThenOnlyItsNamesAreReserved() {
        names.add(List.of("A-One"));
        names.add(List.of("A-Two"));
        assertThat(names.contains("a-one")).isTrue();

        names.replace(List.of("A-Two"));

        assertThat(names.contains("a-one")).isFalse();
        assertThat(names.contains("a-two")).isTrue();
    }
}

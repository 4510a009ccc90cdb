package io.gwanmun.gateway.route.match;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RoutePatternTest {

    private static final RoutePattern ANY = RoutePattern.of(PathTemplate.parse("/"));

    @ParameterizedTest
    @ValueSource(ints = {1, 1_000_000})
    void withWeightWhenInRangeThenKeepsIt(int weight) {
        assertThat(ANY.withWeight(weight).weight()).hasValue(weight);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1_000_001})
    void withWeightWhenOutOfRangeThenRefuses(int weight) {
        assertThatThrownBy(() -> ANY.withWeight(weight)).hasMessage("weight: " + weight + " (expected: 1 to 1000000)");
    }

    @Test
    void withMethodsWhenCommonMethodIsInLowerCaseThenAsksForUpperCase() {
        assertThatThrownBy(() -> ANY.withMethods(Set.of("get")))
                .hasMessage("method: get (expected: GET, case matters)");
        assertThatThrownBy(() -> ANY.withMethods(Set.of("G T"))).hasMessageContaining("names cannot have");
        assertThat(ANY.withMethods(Set.of("PURGE", "own")).methods()).containsExactlyInAnyOrder("PURGE", "own");
    }

    @Test
    void withConditionsWhenOneIsSaidTwiceThenCountsOnce() {
        Condition condition = Condition.header("a", ValueTest.present());

        assertThat(ANY.withConditions(List.of(condition, Condition.header("A", ValueTest.present())))
                        .conditions())
                .containsExactly(condition);
    }
}

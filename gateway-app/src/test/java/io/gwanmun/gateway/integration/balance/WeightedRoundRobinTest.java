package io.gwanmun.gateway.integration.balance;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WeightedRoundRobinTest {

    @Test
    void nextWhenOneTargetThenAlwaysIt() {
        WeightedRoundRobin<String> balancer = WeightedRoundRobin.of(List.of("a"), t -> 5);
        assertThat(take(balancer, 3)).containsExactly("a", "a", "a");
    }

    @Test
    void nextWhenWeightsAreEqualThenInTurn() {
        WeightedRoundRobin<String> balancer = WeightedRoundRobin.of(List.of("a", "b", "c"), t -> 1000);
        assertThat(take(balancer, 6)).containsExactly("a", "b", "c", "a", "b", "c");
    }

    @Test
    void nextWhenWeightsDifferThenSmoothAndExactInOneRound() {
        Map<String, Integer> weights = Map.of("a", 5, "b", 1, "c", 1);
        WeightedRoundRobin<String> balancer = WeightedRoundRobin.of(List.of("a", "b", "c"), weights::get);
        assertThat(take(balancer, 7)).containsExactly("a", "a", "b", "a", "c", "a", "a");
        assertThat(take(balancer, 70).stream().collect(Collectors.groupingBy(t -> t, Collectors.counting())))
                .isEqualTo(Map.of("a", 50L, "b", 10L, "c", 10L));
    }

    @Test
    void ofWhenNoTargetThenRefused() {
        assertThatThrownBy(() -> WeightedRoundRobin.of(List.of(), t -> 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one");
    }

    private static List<String> take(WeightedRoundRobin<String> balancer, int count) {
        return IntStream.range(0, count).mapToObj(i -> balancer.next()).toList();
    }
}

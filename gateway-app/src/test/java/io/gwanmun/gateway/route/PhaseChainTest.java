package io.gwanmun.gateway.route;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

import io.gwanmun.gateway.pipeline.Phase;
import io.gwanmun.gateway.pipeline.PhaseFilter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PhaseChainTest {

    private final List<String> heard = new ArrayList<>();

    @Test
    void filterWhenFiltersAreGivenInAnyOrderThenRunInTheOrderOfPhasesAndBack() {
        run(
                trace(Phase.INTEGRATION, "call"),
                trace(Phase.MAP_RESPONSE, "map response"),
                trace(Phase.AUTHENTICATE, "authenticate"),
                trace(Phase.REPLY, "reply"),
                trace(Phase.CACHE_STORE, "store"),
                trace(Phase.MAP_REQUEST, "map request"),
                trace(Phase.LIMIT, "limit"));
        assertThat(heard)
                .startsWith("> authenticate", "> limit")
                .endsWith(
                        "< call", "< map request", "< map response", "< store", "< reply", "< limit", "< authenticate");
        assertThat(heard.indexOf("> call")).isEqualTo(6);
    }

    @Test
    void filterWhenTwoFiltersShareAPhaseThenInTheOrderGiven() {
        run(trace(Phase.MAP_REQUEST, "first"), trace(Phase.MAP_REQUEST, "second"));
        assertThat(heard).containsExactly("> first", "> second", "< second", "< first");
    }

    @Test
    void sortedWhenPhaseHasNoFiltersThenRefused() {
        assertThatThrownBy(() -> PhaseChain.sorted(List.of(trace(Phase.INGRESS, "ingress"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("phase: INGRESS");
    }

    private void run(PhaseFilter... filters) {
        ServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.get("/"));
        PhaseChain.of(PhaseChain.sorted(List.of(filters))).filter(exchange).block();
    }

    private PhaseFilter trace(Phase phase, String name) {
        return new PhaseFilter() {
            @Override
            public Phase phase() {
                return phase;
            }

            @Override
            public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
                heard.add("> " + name);
                return chain.filter(exchange).then(Mono.fromRunnable(() -> heard.add("< " + name)));
            }
        };
    }
}

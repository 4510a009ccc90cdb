package io.gwanmun.gateway.cors;

import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

import io.gwanmun.gateway.pipeline.Phase;
import io.gwanmun.gateway.pipeline.PhaseFilter;

/** Marks all answers of a route for pages of other origins; in front of everything that may refuse. */
final class CorsFilter implements PhaseFilter {

    private final CorsPolicy policy;

    CorsFilter(CorsPolicy policy) {
        this.policy = policy;
    }

    @Override
    public Phase phase() {
        return Phase.MATCH;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        CorsHeaders.onLeaving(exchange, policy);
        return chain.filter(exchange);
    }
}

package io.gwanmun.gateway.access;

import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

import io.gwanmun.gateway.pipeline.Phase;
import io.gwanmun.gateway.pipeline.PhaseFilter;
import io.gwanmun.gateway.pipeline.Refusals;

/** Refuses every call of a route that is not open, where nobody vouches for anybody. */
final class NobodyFilter implements PhaseFilter {

    private final Refusals refusals;

    NobodyFilter(Refusals refusals) {
        this.refusals = refusals;
    }

    @Override
    public Phase phase() {
        return Phase.AUTHENTICATE;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return refusals.write(exchange, Challenges.NOBODY);
    }
}

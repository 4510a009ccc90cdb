package io.gwanmun.gateway.integration;

import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

import io.gwanmun.gateway.pipeline.Downstream;
import io.gwanmun.gateway.pipeline.Phase;
import io.gwanmun.gateway.pipeline.PhaseFilter;
import io.gwanmun.gateway.pipeline.RefusedException;

/** Sets how long the body of a request may be; the server holds the request to it while the body arrives. */
final class BodyLimitFilter implements PhaseFilter {

    private final long most;

    BodyLimitFilter(BodyLimitPolicy policy) {
        this.most = policy.most();
    }

    @Override
    public Phase phase() {
        return Phase.VALIDATE;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        try {
            Downstream.KEY.get(exchange).limitBody(most);
        } catch (RefusedException e) {
            return Mono.error(e);
        }
        return chain.filter(exchange);
    }
}

package io.gwanmun.gateway.integration;

import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

import io.gwanmun.gateway.pipeline.Phase;
import io.gwanmun.gateway.pipeline.PhaseFilter;

/** Stands where a service would be called, and writes the head of the gateway's own answer. */
final class FixedAnswerFilter implements PhaseFilter {

    private final FixedAnswer answer;

    FixedAnswerFilter(FixedAnswer answer) {
        this.answer = answer;
    }

    @Override
    public Phase phase() {
        return Phase.INTEGRATION;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        // Filters may come to the call later than the chain is put together.
        return Mono.fromRunnable(() -> answer.writeHead(exchange.getResponse()));
    }
}

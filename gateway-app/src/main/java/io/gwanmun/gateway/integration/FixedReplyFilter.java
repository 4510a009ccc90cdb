package io.gwanmun.gateway.integration;

import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

import io.gwanmun.gateway.pipeline.Phase;
import io.gwanmun.gateway.pipeline.PhaseFilter;

/** Hands the gateway's own answer to the client when all filters behind have had their say about its head. */
final class FixedReplyFilter implements PhaseFilter {

    private final FixedAnswer answer;

    FixedReplyFilter(FixedAnswer answer) {
        this.answer = answer;
    }

    @Override
    public Phase phase() {
        return Phase.REPLY;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return chain.filter(exchange).then(Mono.defer(() -> reply(exchange)));
    }

    private Mono<Void> reply(ServerWebExchange exchange) {
        return exchange.getResponse().isCommitted() ? Mono.empty() : answer.send(exchange);
    }
}

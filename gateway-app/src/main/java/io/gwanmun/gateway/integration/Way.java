package io.gwanmun.gateway.integration;

import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

import io.gwanmun.gateway.pipeline.ExchangeKey;
import io.gwanmun.gateway.pipeline.Phase;
import io.gwanmun.gateway.pipeline.PhaseFilter;

/**
 * What is done with calls of one destination.
 *
 * @param reply hands the answer to the client
 * @param call makes the answer, or lets a service make it
 */
record Way(PhaseFilter reply, PhaseFilter call) {

    /** The way that was chosen for an exchange, on routes with more than one. */
    static final ExchangeKey<Way> CHOSEN = ExchangeKey.of("integration.way", Way.class);

    /** Stands for the reply of the way that was chosen. */
    static final PhaseFilter CHOSEN_REPLY = new PhaseFilter() {
        @Override
        public Phase phase() {
            return Phase.REPLY;
        }

        @Override
        public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
            return CHOSEN.get(exchange).reply.filter(exchange, chain);
        }
    };

    /** Stands for the call of the way that was chosen. */
    static final PhaseFilter CHOSEN_CALL = new PhaseFilter() {
        @Override
        public Phase phase() {
            return Phase.INTEGRATION;
        }

        @Override
        public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
            return CHOSEN.get(exchange).call.filter(exchange, chain);
        }
    };
}

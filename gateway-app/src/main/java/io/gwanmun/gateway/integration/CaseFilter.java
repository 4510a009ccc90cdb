package io.gwanmun.gateway.integration;

import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

import io.gwanmun.gateway.pipeline.Call;
import io.gwanmun.gateway.pipeline.Caller;
import io.gwanmun.gateway.pipeline.Decision;
import io.gwanmun.gateway.pipeline.GatewayFault;
import io.gwanmun.gateway.pipeline.Phase;
import io.gwanmun.gateway.pipeline.PhaseFilter;
import io.gwanmun.gateway.pipeline.RefusedException;

/** Chooses the way of a call by the cases of its route. A condition that throws ends the call with 500; it never counts as no. */
final class CaseFilter implements PhaseFilter {

    private static final Logger log = LoggerFactory.getLogger(CaseFilter.class);

    private final Destinations destinations;
    private final List<Way> ways;

    /**
     * Takes the cases.
     *
     * @param destinations the cases
     * @param ways what is done in each of them, in their order
     */
    CaseFilter(Destinations destinations, List<Way> ways) {
        this.destinations = destinations;
        this.ways = List.copyOf(ways);
    }

    @Override
    public Phase phase() {
        return Phase.CHOOSE_UPSTREAM;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        try {
            Call call = Call.KEY.get(exchange);
            CaseFacts facts = new CaseFacts(Caller.KEY.find(exchange), call.country());
            int chosen = destinations.choose(facts);
            Way.CHOSEN.put(exchange, ways.get(chosen));
            Decision decision = call.decision();
            if (decision != null) {
                decision.caseTaken(chosen + 1, destinations.cases().get(chosen).because(facts));
            }
        } catch (RuntimeException e) {
            String id = Call.KEY.get(exchange).requestId();
            log.error("requestId={} fault={}", id, GatewayFault.CONDITION_FAILED.id(), e);
            return Mono.error(new RefusedException(GatewayFault.CONDITION_FAILED));
        }
        return chain.filter(exchange);
    }
}

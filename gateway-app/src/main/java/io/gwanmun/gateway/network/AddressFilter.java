package io.gwanmun.gateway.network;

import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

import io.gwanmun.gateway.pipeline.Call;
import io.gwanmun.gateway.pipeline.ClientFault;
import io.gwanmun.gateway.pipeline.Phase;
import io.gwanmun.gateway.pipeline.PhaseFilter;
import io.gwanmun.gateway.pipeline.Refusal;
import io.gwanmun.gateway.pipeline.Refusals;

/** Lets a call go on when the address its caller is known by may, else answers 403. */
final class AddressFilter implements PhaseFilter {

    private static final Refusal REFUSED = Refusal.of(ClientFault.ADDRESS_NOT_ALLOWED);

    private final AddressPolicy.Gate gate;
    private final Refusals refusals;

    AddressFilter(AddressPolicy.Gate gate, Refusals refusals) {
        this.gate = gate;
        this.refusals = refusals;
    }

    @Override
    public Phase phase() {
        return Phase.ADDRESS_POLICY;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return gate.lets(Call.KEY.get(exchange).origin().address())
                ? chain.filter(exchange)
                : refusals.write(exchange, REFUSED);
    }
}

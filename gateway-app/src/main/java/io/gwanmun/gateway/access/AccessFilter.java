package io.gwanmun.gateway.access;

import java.util.Map;

import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

import io.gwanmun.gateway.pipeline.ClientFault;
import io.gwanmun.gateway.pipeline.Phase;
import io.gwanmun.gateway.pipeline.PhaseFilter;
import io.gwanmun.gateway.pipeline.Refusal;
import io.gwanmun.gateway.pipeline.Refusals;

/**
 * Refuses every call of a route that is not open, with 401 and the challenge of
 * <a href="https://datatracker.ietf.org/doc/html/rfc6750#section-3">RFC 6750</a>.
 */
final class AccessFilter implements PhaseFilter {

    private static final Refusal CHALLENGE = new Refusal(
            ClientFault.UNAUTHENTICATED, "", Map.of(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"gwanmun\""));

    private final Refusals refusals;

    AccessFilter(Refusals refusals) {
        this.refusals = refusals;
    }

    @Override
    public Phase phase() {
        return Phase.AUTHENTICATE;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return refusals.write(exchange, CHALLENGE);
    }
}

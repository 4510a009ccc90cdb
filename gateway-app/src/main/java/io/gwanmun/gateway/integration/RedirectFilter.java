package io.gwanmun.gateway.integration;

import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

import io.gwanmun.gateway.pipeline.Phase;
import io.gwanmun.gateway.pipeline.PhaseFilter;
import io.gwanmun.gateway.route.LiveRoute;

/** Stands where a service would be called, and sends the client elsewhere. */
final class RedirectFilter implements PhaseFilter {

    private final RedirectPolicy policy;

    RedirectFilter(RedirectPolicy policy) {
        this.policy = policy;
    }

    @Override
    public Phase phase() {
        return Phase.INTEGRATION;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        // Filters may come to the call later than the chain is put together.
        return Mono.fromRunnable(() -> redirect(exchange));
    }

    private void redirect(ServerWebExchange exchange) {
        ServerHttpResponse response = exchange.getResponse();
        String query = policy.keepsQuery() ? exchange.getRequest().getURI().getRawQuery() : null;
        response.setStatusCode(HttpStatusCode.valueOf(policy.status()));
        response.getHeaders()
                .set(HttpHeaders.LOCATION, policy.target().fill(LiveRoute.PARAMETERS.get(exchange), query));
        response.getHeaders().setContentLength(0);
    }
}

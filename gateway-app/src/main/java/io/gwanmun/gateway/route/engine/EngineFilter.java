package io.gwanmun.gateway.route.engine;

import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.NettyWriteResponseFilter;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.OrderUtils;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

import io.gwanmun.gateway.pipeline.Phase;
import io.gwanmun.gateway.pipeline.PhaseFilter;

/**
 * One of the engine's filters at its place in the path. A filter ordered before the one that writes the response, such as
 * those that replace the response by one of their own, encloses the reply; every other stands behind it, so that it can still
 * change the head.
 */
public record EngineFilter(GatewayFilter filter, Phase phase) implements PhaseFilter {

    /** Returns a filter at the place its order asks for. */
    static EngineFilter of(GatewayFilter filter, Object ordered) {
        int order = ordered instanceof Ordered said ? said.getOrder() : OrderUtils.getOrder(ordered.getClass(), 0);
        boolean enclosing = order < NettyWriteResponseFilter.WRITE_RESPONSE_FILTER_ORDER;
        return new EngineFilter(filter, enclosing ? Phase.REPLY : Phase.MAP_REQUEST);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return filter.filter(exchange, chain);
    }
}

package io.gwanmun.gateway.route.engine;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

import io.netty.handler.codec.http.HttpHeaders;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

import io.gwanmun.gateway.pipeline.Downstream;
import io.gwanmun.gateway.pipeline.Phase;
import io.gwanmun.gateway.pipeline.PhaseFilter;

/**
 * Gives a header that came in several spellings ({@code X-Many}, {@code x-many}) one of them. Where a filter changes a request,
 * the framework copies all values once for each spelling; without this the service would see each value as often.
 */
final class HeaderSpelling implements PhaseFilter {

    @Override
    public Phase phase() {
        return Phase.REPLY;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        unite(Downstream.KEY.get(exchange).requestHeaders());
        return chain.filter(exchange);
    }

    private static void unite(HttpHeaders headers) {
        Set<String> known = new HashSet<>();
        for (String name : headers.names()) {
            if (!known.add(name.toLowerCase(Locale.ROOT))) {
                headers.set(name, headers.getAll(name));
            }
        }
    }
}

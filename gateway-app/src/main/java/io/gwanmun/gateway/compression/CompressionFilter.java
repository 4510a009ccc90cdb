package io.gwanmun.gateway.compression;

import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

import io.gwanmun.gateway.pipeline.Call;
import io.gwanmun.gateway.pipeline.Phase;
import io.gwanmun.gateway.pipeline.PhaseFilter;
import io.gwanmun.gateway.pipeline.Vary;

/**
 * Compresses the answers of a route.
 *
 * <ol>
 *   <li>An answer that is not compressed because of the client says so in {@code Vary}, so that no cache hands it to others.
 *   <li>For a client that takes gzip the response is one that compresses its body.
 * </ol>
 */
final class CompressionFilter implements PhaseFilter {

    private final CompressionPolicy policy;

    CompressionFilter(CompressionPolicy policy) {
        this.policy = policy;
    }

    @Override
    public Phase phase() {
        return Phase.ENCODE;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        ServerHttpResponse response = exchange.getResponse();
        if (!HttpMethod.HEAD.equals(request.getMethod())
                && AcceptedCodings.areGzip(request.getHeaders().getOrEmpty(HttpHeaders.ACCEPT_ENCODING))) {
            Call call = Call.KEY.get(exchange);
            return chain.filter(exchange.mutate()
                    .response(new CompressedResponse(response, policy, call))
                    .build());
        }
        response.beforeCommit(() -> {
            if (CompressedResponse.isFor(response, policy)) {
                Vary.add(response.getHeaders(), HttpHeaders.ACCEPT_ENCODING);
            }
            return Mono.empty();
        });
        return chain.filter(exchange);
    }
}

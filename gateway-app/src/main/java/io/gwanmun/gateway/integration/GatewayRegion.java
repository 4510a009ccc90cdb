package io.gwanmun.gateway.integration;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

import io.gwanmun.gateway.pipeline.Call;
import io.gwanmun.gateway.pipeline.Downstream;
import io.gwanmun.gateway.pipeline.ExchangeKey;
import io.gwanmun.gateway.pipeline.Phase;
import io.gwanmun.gateway.pipeline.PhaseFilter;

/**
 * What is different about a call that goes to the gateway of another region, which serves it as this one does.
 *
 * <ul>
 *   <li>It has the client's {@code Host}, so that routes are found by it there too.
 *   <li>It has the caller's {@code Authorization}, which is checked there again. Services do not get it, so it is kept aside
 *       before it is taken away.
 *   <li>It has {@link Call#REGION}. A call that came with it goes to no other region: the way ends after one step.
 * </ul>
 */
final class GatewayRegion implements PhaseFilter {

    /** Keeps credentials aside; for routes with calls that go to another region. */
    static final GatewayRegion KEEPER = new GatewayRegion();

    private static final ExchangeKey<String> CREDENTIALS = ExchangeKey.of("integration.credentials", String.class);

    private GatewayRegion() {}

    /** Returns whether a call was sent on by a gateway already, or by somebody who says so. */
    static boolean isSentOn(Downstream arriving) {
        return arriving.requestHeaders().contains(Call.REGION);
    }

    /** Makes the headers of a call to a service those of a call to a gateway. */
    static void write(HttpHeaders headers, ServerWebExchange exchange, Downstream arriving, String from) {
        String host = arriving.requestHeaders().get(HttpHeaderNames.HOST);
        if (host != null) {
            headers.set(HttpHeaderNames.HOST, host);
        }
        String credentials = CREDENTIALS.find(exchange);
        if (credentials != null && !headers.contains(HttpHeaderNames.AUTHORIZATION)) {
            headers.set(HttpHeaderNames.AUTHORIZATION, credentials);
        }
        headers.set(Call.REGION, from);
    }

    @Override
    public Phase phase() {
        return Phase.CHOOSE_UPSTREAM;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        String credentials = Downstream.KEY.get(exchange).requestHeaders().get(HttpHeaderNames.AUTHORIZATION);
        if (credentials != null) {
            CREDENTIALS.put(exchange, credentials);
        }
        return chain.filter(exchange);
    }
}

package io.gwanmun.gateway.integration.websocket;

import java.util.Map;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

import io.gwanmun.gateway.pipeline.Call;
import io.gwanmun.gateway.pipeline.ClientFault;
import io.gwanmun.gateway.pipeline.Downstream;
import io.gwanmun.gateway.pipeline.Origin;
import io.gwanmun.gateway.pipeline.Phase;
import io.gwanmun.gateway.pipeline.PhaseFilter;
import io.gwanmun.gateway.pipeline.Refusal;
import io.gwanmun.gateway.pipeline.RefusedException;

/**
 * Looks at the handshakes of a route that takes WebSockets, when the caller is proved.
 *
 * <ol>
 *   <li>Lets an ordinary request pass; refuses a handshake that is not complete, or not of version 13.
 *   <li>Refuses pages of other origins.
 *   <li>Takes a place for the client, given back when the socket has ended or was not opened.
 *   <li>Leaves an {@link Opening} on the exchange for the call behind.
 * </ol>
 */
final class WebSocketFilter implements PhaseFilter {

    private static final Refusal INCOMPLETE = new Refusal(
            ClientFault.BAD_REQUEST,
            "The WebSocket handshake is not complete, or not of version 13.",
            Map.of("Sec-WebSocket-Version", "13"));

    private final WebSocketPolicy policy;
    private final OpenSockets sockets;

    WebSocketFilter(WebSocketPolicy policy, OpenSockets sockets) {
        this.policy = policy;
        this.sockets = sockets;
    }

    @Override
    public Phase phase() {
        return Phase.VALIDATE;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return Mono.defer(() -> look(exchange, chain));
    }

    private Mono<Void> look(ServerWebExchange exchange, GatewayFilterChain chain) {
        Downstream downstream = Downstream.KEY.get(exchange);
        HttpHeaders headers = downstream.requestHeaders();
        if (!downstream.isWebSocketHandshake()) {
            return isAttempt(headers) ? Mono.error(new RefusedException(INCOMPLETE)) : chain.filter(exchange);
        }
        if (downstream.requestLength() != 0) {
            return Mono.error(new RefusedException(INCOMPLETE));
        }
        // Behind a trusted proxy the page's own origin is what the proxy was asked for.
        Origin origin = Call.KEY.get(exchange).origin();
        String host = origin.host() == null ? headers.get(HttpHeaderNames.HOST) : origin.host();
        boolean welcome = policy.origins().allow(headers.getAll(HttpHeaderNames.ORIGIN), origin.scheme(), host);
        return welcome ? open(exchange, chain, downstream) : Mono.error(new RefusedException(ClientFault.BAD_ORIGIN));
    }

    private Mono<Void> open(ServerWebExchange exchange, GatewayFilterChain chain, Downstream downstream) {
        Call call = Call.KEY.get(exchange);
        if (!sockets.enter(call.route(), call.clientAddress(), policy.perClient())) {
            return Mono.error(new RefusedException(ClientFault.TOO_MANY_WEBSOCKETS));
        }
        Opening.KEY.put(exchange, new Opening(downstream, call, policy, sockets));
        return chain.filter(exchange).doFinally(end -> sockets.leave(call.route(), call.clientAddress()));
    }

    private static boolean isAttempt(HttpHeaders headers) {
        return headers.contains(HttpHeaderNames.SEC_WEBSOCKET_KEY)
                || headers.contains(HttpHeaderNames.SEC_WEBSOCKET_VERSION);
    }
}

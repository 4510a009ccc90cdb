package io.gwanmun.gateway.integration;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

import io.gwanmun.gateway.integration.http.LegResponse;
import io.gwanmun.gateway.integration.http.LegTunnel;
import io.gwanmun.gateway.integration.websocket.Opening;
import io.gwanmun.gateway.pipeline.Call;
import io.gwanmun.gateway.pipeline.ExchangeKey;
import io.gwanmun.gateway.pipeline.Phase;
import io.gwanmun.gateway.pipeline.PhaseFilter;

/**
 * Hands the answer to the client when all filters behind have had their say about its head.
 *
 * <ol>
 *   <li>Lets the filters behind run; one of them leaves the service's answer on the exchange.
 *   <li>A body that has arrived whole leaves with the head. For any other the head leaves at once, and the body streams at the
 *       client's pace.
 *   <li>A service that went over to WebSocket is joined with the client.
 *   <li>An answer that nobody takes, because a filter failed or the client left, is given back.
 * </ol>
 */
final class ReplyFilter implements PhaseFilter {

    /** The service's answer on its way back: put by the call, taken once by the reply. */
    static final ExchangeKey<LegResponse> ANSWER = ExchangeKey.of("integration.answer", LegResponse.class);

    @Override
    public Phase phase() {
        return Phase.REPLY;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return chain.filter(exchange)
                .then(Mono.defer(() -> reply(exchange)))
                .doOnError(error -> discard(exchange))
                .doOnCancel(() -> discard(exchange));
    }

    private static Mono<Void> reply(ServerWebExchange exchange) {
        ServerHttpResponse response = exchange.getResponse();
        LegResponse answer = ANSWER.take(exchange);
        if (answer == null) {
            return response.setComplete();
        }
        if (response.isCommitted()) {
            answer.discard();
            return Mono.empty();
        }
        LegTunnel tunnel = answer.tunnel();
        if (tunnel != null) {
            return Opening.KEY.get(exchange).join(tunnel);
        }
        Call call = Call.KEY.get(exchange);
        NettyDataBufferFactory buffers = (NettyDataBufferFactory) response.bufferFactory();
        @Nullable ByteBuf whole = answer.whole();
        if (whole == null) {
            return response.writeWith(new AnswerBody(answer.body(), buffers, call));
        }
        if (!whole.isReadable()) {
            whole.release();
            return response.setComplete();
        }
        call.addResponseBytes(whole.readableBytes());
        return response.writeWith(Mono.just(buffers.wrap(whole)));
    }

    private static void discard(ServerWebExchange exchange) {
        LegResponse answer = ANSWER.take(exchange);
        if (answer != null) {
            answer.discard();
        }
    }
}

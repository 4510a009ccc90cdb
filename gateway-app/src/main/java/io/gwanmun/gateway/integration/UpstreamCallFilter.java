package io.gwanmun.gateway.integration;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpMethod;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebExchangeDecorator;
import reactor.core.publisher.Mono;

import io.gwanmun.gateway.integration.http.HttpLeg;
import io.gwanmun.gateway.integration.http.LegLimits;
import io.gwanmun.gateway.integration.http.LegRequest;
import io.gwanmun.gateway.integration.http.LegResponse;
import io.gwanmun.gateway.integration.websocket.Opening;
import io.gwanmun.gateway.network.ForwardedHeaders;
import io.gwanmun.gateway.pipeline.Call;
import io.gwanmun.gateway.pipeline.Downstream;
import io.gwanmun.gateway.pipeline.Phase;
import io.gwanmun.gateway.pipeline.PhaseFilter;
import io.gwanmun.gateway.pipeline.Ticker;
import io.gwanmun.gateway.route.LiveRoute;

/**
 * Calls the service, on the event loop of the request.
 *
 * <ol>
 *   <li>Waits for the beginning of the body, if its length is known.
 *   <li>Takes the target whose turn it is.
 *   <li>Writes the head of the call; the body, if there is one, streams.
 *   <li>When the head of the answer is there, leaves it on the exchange for {@link ReplyFilter}, which owns it from then on.
 * </ol>
 */
final class UpstreamCallFilter implements PhaseFilter {

    private final Upstream upstream;
    private final IntegrationPolicy policy;
    private final LegLimits limits;
    private final ForwardedHeaders forwarded;
    private final Ticker ticker;

    UpstreamCallFilter(
            Upstream upstream, IntegrationPolicy policy, LegLimits limits, ForwardedHeaders forwarded, Ticker ticker) {
        this.upstream = upstream;
        this.policy = policy;
        this.limits = limits;
        this.forwarded = forwarded;
        this.ticker = ticker;
    }

    @Override
    public Phase phase() {
        return Phase.INTEGRATION;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        // Filters may come to the call later than the chain is put together.
        return Mono.defer(() -> {
            Downstream arriving = Downstream.KEY.get(exchange);
            return arriving.requestLength() > 0
                    ? arriving.requestGathered().then(Mono.defer(() -> call(exchange)))
                    : call(exchange);
        });
    }

    private Mono<Void> call(ServerWebExchange exchange) {
        Call call = Call.KEY.get(exchange);
        Upstream.Target target = upstream.next();
        LegRequest request = request(exchange, call, target);
        call.sentTo(target.source().authority());
        long started = ticker.nanos();
        Opening opening = Opening.KEY.find(exchange);
        HttpLeg leg = target.leg();
        return (opening == null ? leg.call(request) : opening.upgrade(leg, request))
                .doOnTerminate(() -> call.integrationTook(ticker.nanos() - started))
                .doOnNext(answer -> arrived(exchange, answer))
                .then();
    }

    private static void arrived(ServerWebExchange exchange, LegResponse answer) {
        ReplyFilter.ANSWER.put(exchange, answer);
        ResponseHead.write(answer, exchange.getResponse(), Downstream.KEY.get(exchange));
    }

    private LegRequest request(ServerWebExchange exchange, Call call, Upstream.Target target) {
        Downstream arriving = Downstream.KEY.get(exchange);
        long length = RequestHead.contentLength(exchange, arriving);
        return new LegRequest(
                arriving.loop(),
                method(exchange, arriving),
                uri(exchange, call, target.source().basePath()),
                RequestHead.of(exchange, arriving, forwarded, target.source().authority()),
                length,
                length == 0 ? null : body(exchange, arriving, call),
                limits);
    }

    private String uri(ServerWebExchange exchange, Call call, String base) {
        boolean isChanged = exchange instanceof ServerWebExchangeDecorator;
        String changed = isChanged ? changedPath(exchange) : null;
        String behind =
                changed != null ? changed : UpstreamPath.of(call.path(), policy, LiveRoute.PARAMETERS.get(exchange));
        String whole = base + behind;
        String path = whole.isEmpty() ? "/" : whole;
        String query = isChanged
                ? exchange.getRequest().getURI().getRawQuery()
                : Downstream.KEY.get(exchange).query();
        return query == null ? path : path + '?' + query;
    }

    private static HttpMethod method(ServerWebExchange exchange, Downstream arriving) {
        return exchange instanceof ServerWebExchangeDecorator
                ? HttpMethod.valueOf(exchange.getRequest().getMethod().name())
                : arriving.method();
    }

    /** Returns the path that a filter put in place of the request's, null when none did: a filter has the last word. */
    private static @Nullable String changedPath(ServerWebExchange exchange) {
        ServerWebExchange arrived = exchange;
        while (arrived instanceof ServerWebExchangeDecorator decorator) {
            arrived = decorator.getDelegate();
        }
        String now = exchange.getRequest().getURI().getRawPath();
        String before = arrived.getRequest().getURI().getRawPath();
        return now.equals(before) ? null : now;
    }

    private static Publisher<? extends ByteBuf> body(ServerWebExchange exchange, Downstream arriving, Call call) {
        if (exchange instanceof ServerWebExchangeDecorator) {
            return exchange.getRequest()
                    .getBody()
                    .map(NettyDataBufferFactory::toByteBuf)
                    .doOnNext(part -> call.addRequestBytes(part.readableBytes()));
        }
        return arriving.requestBody().doOnNext(part -> call.addRequestBytes(part.readableBytes()));
    }
}

package io.gwanmun.gateway.integration;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpMethod;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebExchangeDecorator;

import io.gwanmun.gateway.integration.http.LegLimits;
import io.gwanmun.gateway.integration.http.LegRequest;
import io.gwanmun.gateway.network.ForwardedHeaders;
import io.gwanmun.gateway.pipeline.Call;
import io.gwanmun.gateway.pipeline.Downstream;
import io.gwanmun.gateway.route.LiveRoute;

/** The request that goes to a service, written for one target at a time; the body is the same for all and read once. */
final class OutgoingRequest {

    private final ServerWebExchange exchange;
    private final Downstream arriving;
    private final Call call;
    private final ForwardedHeaders forwarded;
    private final long length;
    private final @Nullable Publisher<? extends ByteBuf> body;

    OutgoingRequest(ServerWebExchange exchange, Downstream arriving, Call call, ForwardedHeaders forwarded) {
        this.exchange = exchange;
        this.arriving = arriving;
        this.call = call;
        this.forwarded = forwarded;
        this.length = RequestHead.contentLength(exchange, arriving);
        this.body = length == 0 ? null : body(exchange, arriving, call);
    }

    /** Returns the request as a target gets it. */
    LegRequest to(Approach approach, Upstream.Target target, LegLimits limits) {
        return new LegRequest(
                arriving.loop(),
                method(),
                uri(approach, target.source().basePath()),
                RequestHead.of(
                        exchange, arriving, forwarded, approach, target.source().authority()),
                length,
                body,
                limits);
    }

    private String uri(Approach approach, String base) {
        boolean isChanged = exchange instanceof ServerWebExchangeDecorator;
        String changed = isChanged ? changedPath() : null;
        String behind = changed != null
                ? changed
                : UpstreamPath.of(call.path(), approach.policy(), LiveRoute.PARAMETERS.get(exchange));
        String whole = base + behind;
        String path = whole.isEmpty() ? "/" : whole;
        String query = isChanged ? exchange.getRequest().getURI().getRawQuery() : arriving.query();
        return query == null ? path : path + '?' + query;
    }

    private HttpMethod method() {
        return exchange instanceof ServerWebExchangeDecorator
                ? HttpMethod.valueOf(exchange.getRequest().getMethod().name())
                : arriving.method();
    }

    /** Returns the path that a filter put in place of the request's, null when none did: a filter has the last word. */
    private @Nullable String changedPath() {
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

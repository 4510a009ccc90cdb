package io.gwanmun.gateway.integration;

import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

import io.gwanmun.gateway.integration.http.LegLimits;
import io.gwanmun.gateway.network.ForwardedHeaders;
import io.gwanmun.gateway.pipeline.Downstream;
import io.gwanmun.gateway.pipeline.Phase;
import io.gwanmun.gateway.pipeline.PhaseFilter;
import io.gwanmun.gateway.pipeline.Ticker;

/**
 * Calls the service, on the event loop of the request.
 *
 * <ol>
 *   <li>Waits for the beginning of the body, if its length is known.
 *   <li>Leaves the rest to an {@link UpstreamCall}.
 * </ol>
 */
final class UpstreamCallFilter implements PhaseFilter {

    private final Approach first;
    private final @Nullable Approach failover;
    private final LegLimits limits;
    private final ForwardedHeaders forwarded;
    private final UpstreamMeters meters;
    private final Ticker ticker;

    /**
     * Takes what is the same for all calls of a route.
     *
     * @param first where they go
     * @param failover where they go when nothing of the first can be reached, null for nowhere
     */
    UpstreamCallFilter(
            Approach first,
            @Nullable Approach failover,
            LegLimits limits,
            ForwardedHeaders forwarded,
            UpstreamMeters meters,
            Ticker ticker) {
        this.first = first;
        this.failover = failover;
        this.limits = limits;
        this.forwarded = forwarded;
        this.meters = meters;
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
            Mono<Void> call = new Once(this, exchange);
            return arriving.requestLength() > 0 ? arriving.requestGathered().then(call) : call;
        });
    }

    /** Returns whether calls may go to the gateway of another region. */
    boolean mayLeaveRegion() {
        return first.from() != null || failover != null && failover.from() != null;
    }

    Approach first() {
        return first;
    }

    @Nullable
    Approach failover() {
        return failover;
    }

    LegLimits limits() {
        return limits;
    }

    ForwardedHeaders forwarded() {
        return forwarded;
    }

    UpstreamMeters meters() {
        return meters;
    }

    Ticker ticker() {
        return ticker;
    }

    /** The call as the chain subscribes to it. */
    private static final class Once extends Mono<Void> {

        private final UpstreamCallFilter filter;
        private final ServerWebExchange exchange;

        Once(UpstreamCallFilter filter, ServerWebExchange exchange) {
            this.filter = filter;
            this.exchange = exchange;
        }

        @Override
        public void subscribe(CoreSubscriber<? super Void> actual) {
            actual.onSubscribe(new UpstreamCall(filter, exchange, actual));
        }
    }
}

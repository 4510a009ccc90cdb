package io.gwanmun.gateway.integration.websocket;

import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import io.gwanmun.gateway.api.Revision;
import io.gwanmun.gateway.pipeline.PhaseFilter;
import io.gwanmun.gateway.pipeline.Ticker;
import io.gwanmun.gateway.route.PhaseFilterFactory;
import io.gwanmun.gateway.route.RoutePolicies;

/** Gives routes that take WebSockets a look at handshakes; publishes how many are open and how they end. */
public final class WebSocketFilters implements PhaseFilterFactory, MeterBinder {

    private final OpenSockets sockets;

    /** Makes the filters of a gateway; the sockets they open outlive the revisions of routes. */
    public WebSocketFilters(Ticker ticker) {
        this.sockets = new OpenSockets(ticker);
    }

    @Override
    public List<PhaseFilter> filtersFor(RoutePolicies route, Revision revision) {
        WebSocketPolicy policy = route.policy(WebSocketPolicy.class);
        return policy == null ? List.of() : List.of(new WebSocketFilter(policy, sockets));
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        sockets.bindTo(registry);
    }
}

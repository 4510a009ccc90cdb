package io.gwanmun.gateway.integration;

import java.util.ArrayList;
import java.util.List;

import io.gwanmun.gateway.api.Revision;
import io.gwanmun.gateway.network.ForwardedHeaders;
import io.gwanmun.gateway.network.OutboundPolicy;
import io.gwanmun.gateway.pipeline.PhaseFilter;
import io.gwanmun.gateway.pipeline.Ticker;
import io.gwanmun.gateway.route.PhaseFilterFactory;
import io.gwanmun.gateway.route.RoutePolicies;

/** Gives every route its call and its reply. */
final class IntegrationFilters implements PhaseFilterFactory {

    private static final ReplyFilter REPLY = new ReplyFilter();

    private final Upstreams upstreams;
    private final Ticker ticker;

    IntegrationFilters(Upstreams upstreams, Ticker ticker) {
        this.upstreams = upstreams;
        this.ticker = ticker;
    }

    @Override
    public List<PhaseFilter> filtersFor(RoutePolicies route, Revision revision) {
        IntegrationPolicy policy = route.policy(IntegrationPolicy.class);
        TimeoutPolicy timeout = route.policy(TimeoutPolicy.class);
        if (policy == null || timeout == null) {
            throw new IllegalStateException(route.label().path() + ": no call (expected: to and timeout are read)");
        }
        UpstreamSource source = revision.find(UpstreamReader.UPSTREAMS, policy.upstream());
        if (source == null) {
            throw new IllegalStateException(policy.upstream() + ": no such upstream (expected: checked before)");
        }
        Upstream upstream = upstreams.find(policy.upstream(), source, OutboundPolicy.of(revision));
        ForwardedHeaders forwarded = ForwardedHeaders.of(revision);
        List<PhaseFilter> filters = new ArrayList<>(
                List.of(REPLY, new UpstreamCallFilter(upstream, policy, timeout.limits(), forwarded, ticker)));
        BodyLimitPolicy body = route.policy(BodyLimitPolicy.class);
        if (body != null) {
            filters.add(new BodyLimitFilter(body));
        }
        return filters;
    }
}

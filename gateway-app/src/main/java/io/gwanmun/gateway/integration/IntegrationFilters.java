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
import io.gwanmun.gateway.route.RoutePolicy;

/** Gives every route its call, or the answer in its place, and its reply. */
final class IntegrationFilters implements PhaseFilterFactory {

    private static final ReplyFilter REPLY = new ReplyFilter();

    private final Upstreams upstreams;
    private final UpstreamMeters meters;
    private final String region;
    private final Ticker ticker;

    IntegrationFilters(Upstreams upstreams, UpstreamMeters meters, String region, Ticker ticker) {
        this.upstreams = upstreams;
        this.meters = meters;
        this.region = region;
        this.ticker = ticker;
    }

    @Override
    public List<PhaseFilter> filtersFor(RoutePolicies route, Revision revision) {
        Destinations to = route.policy(Destinations.class);
        if (to == null) {
            throw new IllegalStateException(route.label().path() + ": goes nowhere (expected: to is read)");
        }
        List<Way> ways =
                to.cases().stream().map(one -> way(one.to(), route, revision)).toList();
        List<PhaseFilter> filters = new ArrayList<>();
        if (ways.size() == 1) {
            filters.addAll(List.of(ways.get(0).reply(), ways.get(0).call()));
        } else {
            filters.addAll(List.of(new CaseFilter(to, ways), Way.CHOSEN_REPLY, Way.CHOSEN_CALL));
        }
        BodyLimitPolicy body = route.policy(BodyLimitPolicy.class);
        if (body != null && ways.stream().anyMatch(way -> way.call() instanceof UpstreamCallFilter)) {
            filters.add(new BodyLimitFilter(body));
        }
        if (ways.stream().anyMatch(way -> way.call() instanceof UpstreamCallFilter call && call.mayLeaveRegion())) {
            filters.add(GatewayRegion.KEEPER);
        }
        return filters;
    }

    private Way way(RoutePolicy to, RoutePolicies route, Revision revision) {
        if (to instanceof AnswerPolicy answer) {
            FixedAnswer fixed = FixedAnswer.of(answer);
            return new Way(new FixedReplyFilter(fixed), new FixedAnswerFilter(fixed));
        }
        if (to instanceof RedirectPolicy redirect) {
            return new Way(REPLY, new RedirectFilter(redirect));
        }
        return new Way(REPLY, call((IntegrationPolicy) to, route, revision));
    }

    private PhaseFilter call(IntegrationPolicy policy, RoutePolicies route, Revision revision) {
        TimeoutPolicy timeout = route.policy(TimeoutPolicy.class);
        if (timeout == null) {
            throw new IllegalStateException(route.label().path() + ": no call (expected: timeout is read)");
        }
        Approach first = approach(policy, revision);
        String failover = first.upstream().source().failover();
        return new UpstreamCallFilter(
                first,
                failover == null
                        ? null
                        : approach(policy.to(failover, UpstreamReader.isInAnotherRegion(failover, revision)), revision),
                timeout.limits(),
                ForwardedHeaders.of(revision),
                meters,
                ticker);
    }

    private Approach approach(IntegrationPolicy policy, Revision revision) {
        UpstreamSource source = revision.find(UpstreamReader.UPSTREAMS, policy.upstream());
        if (source == null) {
            throw new IllegalStateException("upstream: " + policy.upstream() + " (expected: its name was checked)");
        }
        Upstream upstream = upstreams.find(policy.upstream(), source, OutboundPolicy.of(revision));
        return new Approach(upstream, policy, policy.leavesRegion() ? region : null);
    }
}

package io.gwanmun.gateway.integration;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.api.ApiSource;
import io.gwanmun.gateway.api.Check;
import io.gwanmun.gateway.api.Mistakes;
import io.gwanmun.gateway.api.Noun;
import io.gwanmun.gateway.api.PolicyShape;
import io.gwanmun.gateway.api.Revision;
import io.gwanmun.gateway.api.RouteSource;
import io.gwanmun.gateway.api.Shape;
import io.gwanmun.gateway.api.Shapes;
import io.gwanmun.gateway.api.Written;
import io.gwanmun.gateway.integration.balance.WeightedRoundRobin;
import io.gwanmun.gateway.integration.http.PoolLimits;
import io.gwanmun.gateway.integration.http.Protocol;
import io.gwanmun.gateway.pipeline.Phase;
import io.gwanmun.gateway.route.PolicyReader;
import io.gwanmun.gateway.route.RoutePolicy;
import io.gwanmun.gateway.tls.ServiceTls;

/** Reads upstreams. */
public final class UpstreamReader implements PolicyReader {

    static final String REGION = "region";
    private static final String FAILOVER = "failover";
    private static final PoolLimits POOL = PoolLimits.ofDefaults();

    private static final Shape<UpstreamSource.Target> TARGET = Shapes.oneOf(
            "target",
            "One instance of the service: its URL, or a mapping with a weight.",
            List.of(Shapes.URL.map(url -> UpstreamSource.Target.of(url, 1)), weighted()));

    private static final Shape<Protocol> PROTOCOL = Shapes.words(
            "protocol",
            "http1 is HTTP/1.1, http2 is HTTP/2 and nothing else, auto is what an https target chooses.",
            Protocol.class);

    private static final Shape<UpstreamSource> UPSTREAM =
            Shapes.object("upstream", "The instances of one service.", fields -> {
                var targets = fields.required("targets", Shapes.someOf(TARGET), "The instances, taken in turn.");
                var connect = fields.optional(
                        "connectTimeout",
                        Shapes.duration(Duration.ofMillis(1), Duration.ofMinutes(1)),
                        POOL.connectTimeout(),
                        "How long a new connection may take to be ready: name, TCP and TLS together.");
                var connections = fields.optional(
                        "maxConnections",
                        Shapes.integer(1, 100_000),
                        POOL.maxConnections(),
                        "Open connections to one target from one gateway.");
                var idle = fields.optional(
                        "maxIdle",
                        Shapes.DURATION,
                        POOL.maxIdle(),
                        "How long an unused connection is kept; below the keep-alive time of the service.");
                var protocol =
                        fields.optional("protocol", PROTOCOL, Protocol.HTTP1, "The version of HTTP to the targets.");
                var tls = fields.optional(
                        ServiceTls.KEY, ServiceTls.SHAPE, "Trust and certificate of its own, for https targets.");
                var region = fields.optional(
                        REGION,
                        Shapes.NAME,
                        "The region whose gateways the targets are: they get the calls as this gateway got them.");
                var failover = fields.optional(
                        FAILOVER,
                        Shapes.NAME,
                        "The upstream that takes the calls when no target of this one can be reached.");
                return values -> new UpstreamSource(
                        values.get(targets),
                        new PoolLimits(
                                values.get(connections),
                                POOL.maxWaiting(),
                                POOL.maxWait(),
                                values.get(idle),
                                POOL.maxLife(),
                                values.get(connect)),
                        values.get(protocol),
                        values.find(tls),
                        values.find(region),
                        values.find(failover));
            });

    static final Noun<UpstreamSource> UPSTREAMS =
            Noun.of("upstreams", "an upstream", "The services behind the gateway, by name.", UPSTREAM);

    private static Shape<UpstreamSource.Target> weighted() {
        return Shapes.object("weighted target", "An instance with a share of its own.", fields -> {
            var url = fields.required("url", Shapes.URL, "Where it listens; its path stands in front of every path.");
            var weight = fields.optional(
                    "weight",
                    Shapes.integer(1, WeightedRoundRobin.GREATEST_WEIGHT),
                    1,
                    "Its share of the calls, compared with the other targets.");
            return values -> UpstreamSource.Target.of(values.get(url), values.get(weight));
        });
    }

    @Override
    public List<PolicyShape<?>> shapes() {
        return List.of();
    }

    @Override
    public List<Noun<?>> nouns() {
        return List.of(UPSTREAMS);
    }

    @Override
    public List<Check> checks() {
        return List.of(UpstreamReader::checkTls, UpstreamReader::checkFailover, TargetCheck::check);
    }

    @Override
    public Phase phase() {
        return Phase.CHOOSE_UPSTREAM;
    }

    @Override
    public @Nullable RoutePolicy read(ApiSource api, RouteSource route) {
        return null;
    }

    /** Tells whether the targets of an upstream are gateways of another region. */
    static boolean isInAnotherRegion(String name, Revision revision) {
        UpstreamSource upstream = revision.find(UPSTREAMS, name);
        return upstream != null && upstream.region() != null;
    }

    private static void checkFailover(Revision revision, Mistakes mistakes) {
        revision.all(UPSTREAMS).forEach((name, upstream) -> {
            String failover = upstream.value().failover();
            Written<String> written = failover == null ? null : upstream.under(FAILOVER, failover);
            if (written != null && name.equals(failover)) {
                mistakes.add(
                        written,
                        written.source().described() + ", the upstream itself",
                        "the name of another upstream",
                        null);
            } else if (written != null) {
                revision.require(UPSTREAMS, written, mistakes);
            }
        });
    }

    private static void checkTls(Revision revision, Mistakes mistakes) {
        revision.all(UPSTREAMS).values().forEach(upstream -> {
            ServiceTls tls = upstream.value().tls();
            if (tls != null && revision.secretsKnown()) {
                tls.check(upstream, mistakes);
            }
        });
    }
}

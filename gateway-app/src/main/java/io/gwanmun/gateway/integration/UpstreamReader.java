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
import io.gwanmun.gateway.pipeline.Phase;
import io.gwanmun.gateway.route.PolicyReader;
import io.gwanmun.gateway.route.RoutePolicies;
import io.gwanmun.gateway.route.RoutePolicy;
import io.gwanmun.gateway.route.match.PathTemplate;

/** Reads upstreams, and where a route's calls go. */
public final class UpstreamReader implements PolicyReader {

    private static final PoolLimits POOL = PoolLimits.ofDefaults();

    private static final Shape<UpstreamSource.Target> TARGET = Shapes.oneOf(
            "target",
            "One instance of the service: its URL, or a mapping with a weight.",
            List.of(Shapes.URL.map(url -> UpstreamSource.Target.of(url, 1)), weighted()));

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
                return values -> new UpstreamSource(
                        values.get(targets),
                        new PoolLimits(
                                values.get(connections),
                                POOL.maxWaiting(),
                                POOL.maxWait(),
                                values.get(idle),
                                POOL.maxLife(),
                                values.get(connect)));
            });

    static final Noun<UpstreamSource> UPSTREAMS =
            Noun.of("upstreams", "an upstream", "The services behind the gateway, by name.", UPSTREAM);

    private static final Shape<To> DESTINATION =
            Shapes.object("destination", "The service that is called, and with which path.", fields -> {
                var upstream = fields.required("upstream", Shapes.written(Shapes.NAME), "The name of the upstream.");
                var path = fields.optional(
                        "path",
                        Shapes.written(Shapes.parsed(
                                "path template",
                                "A path with parameters of the route's own path.",
                                "/{id}/details",
                                PathTemplate::parseTarget)),
                        "The path that is sent. Without it, what stands behind the API's path, or the whole path with keepPath.");
                return values -> new To(values.get(upstream), values.find(path));
            });

    private static final PolicyShape<To> TO = PolicyShape.onRoute(
                    "to", Phase.CHOOSE_UPSTREAM, DESTINATION, "Where the calls go.")
            .required();

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
        return List.of(TO);
    }

    @Override
    public List<Noun<?>> nouns() {
        return List.of(UPSTREAMS);
    }

    @Override
    public List<Check> checks() {
        return List.of(UpstreamReader::check, TargetCheck::check);
    }

    @Override
    public Phase phase() {
        return Phase.CHOOSE_UPSTREAM;
    }

    @Override
    public RoutePolicy read(ApiSource api, RouteSource route) {
        To to = route.get(TO);
        Written<PathTemplate> path = to.path();
        return new IntegrationPolicy(
                to.upstream().value(), api.keepPath() ? 0 : segments(api.path()), path == null ? null : path.value());
    }

    @Override
    public void check(RoutePolicies route, Mistakes mistakes) {
        Written<To> to = route.source().policies().written(TO);
        Written<PathTemplate> path = to == null ? null : to.value().path();
        if (path != null) {
            path.value()
                    .whyNotFrom(route.path())
                    .ifPresent(unfilled -> mistakes.add(path, unfilled.found(), unfilled.expected(), null));
        }
    }

    private static int segments(String path) {
        return path.equals("/") ? 0 : (int) path.chars().filter(c -> c == '/').count() - (path.endsWith("/") ? 1 : 0);
    }

    private static void check(Revision revision, Mistakes mistakes) {
        revision.apis()
                .values()
                .forEach(api -> api.routes().values().forEach(route -> {
                    Written<To> to = route.policies().written(TO);
                    if (to != null) {
                        revision.require(UPSTREAMS, to.value().upstream(), mistakes);
                    }
                }));
    }

    /** A destination as written. */
    private record To(Written<String> upstream, @Nullable Written<PathTemplate> path) {}
}

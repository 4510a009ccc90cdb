package io.gwanmun.gateway.integration;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.api.ApiSource;
import io.gwanmun.gateway.api.Check;
import io.gwanmun.gateway.api.Mistakes;
import io.gwanmun.gateway.api.PolicyShape;
import io.gwanmun.gateway.api.Revision;
import io.gwanmun.gateway.api.RouteSource;
import io.gwanmun.gateway.api.Shape;
import io.gwanmun.gateway.api.Shapes;
import io.gwanmun.gateway.api.Written;
import io.gwanmun.gateway.pipeline.Phase;
import io.gwanmun.gateway.route.PolicyReader;
import io.gwanmun.gateway.route.RoutePolicies;
import io.gwanmun.gateway.route.RoutePolicy;
import io.gwanmun.gateway.route.match.PathTemplate;

/** Reads where a route's calls go: to a service, or nowhere because the gateway answers itself. */
public final class DestinationReader implements PolicyReader {

    private static final Shape<To> DESTINATION = Shapes.object(
            "destination", "The service that is called, and with which path; or the gateway's own answer.", fields -> {
                // But for path, which goes with upstream.
                fields.exactlyOne();
                var upstream = fields.optional("upstream", Shapes.written(Shapes.NAME), "The name of the upstream.");
                var path = fields.optional(
                        "path",
                        Shapes.written(Shapes.parsed(
                                "path template",
                                "A path with parameters of the route's own path.",
                                "/{id}/details",
                                PathTemplate::parseTarget)),
                        "The path that is sent. Without it, what stands behind the API's path, or the whole path with keepPath.");
                var answer = fields.optional(
                        "answer", AnswerShape.ANSWER, "The answer, always the same; no service is called.");
                var redirect = fields.optional(
                        "redirect",
                        Shapes.written(AnswerShape.REDIRECT),
                        "Where the client is sent instead; no service is called.");
                return values ->
                        new To(values.find(upstream), values.find(path), values.find(answer), values.find(redirect));
            });

    private static final PolicyShape<To> TO = PolicyShape.onRoute(
                    "to", Phase.CHOOSE_UPSTREAM, DESTINATION, "Where the calls go.")
            .required();

    @Override
    public List<PolicyShape<?>> shapes() {
        return List.of(TO);
    }

    @Override
    public List<Check> checks() {
        return List.of(DestinationReader::check);
    }

    @Override
    public Phase phase() {
        return Phase.CHOOSE_UPSTREAM;
    }

    @Override
    public RoutePolicy read(ApiSource api, RouteSource route) {
        To to = route.get(TO);
        if (to.answer() != null) {
            return to.answer();
        }
        if (to.redirect() != null) {
            return to.redirect().value();
        }
        Written<PathTemplate> path = to.path();
        return new IntegrationPolicy(
                to.service().value(), api.keepPath() ? 0 : segments(api.path()), path == null ? null : path.value());
    }

    @Override
    public void check(RoutePolicies route, Mistakes mistakes) {
        Written<To> to = route.source().policies().written(TO);
        if (to == null) {
            return;
        }
        Written<PathTemplate> path = to.value().path();
        if (path != null) {
            check(path, path.value(), route, mistakes);
        }
        Written<RedirectPolicy> redirect = to.value().redirect();
        if (redirect != null) {
            check(redirect, redirect.value().target().path(), route, mistakes);
        }
    }

    /** Tells whether a route calls a service. */
    static boolean isService(RouteSource route) {
        return route.get(TO).upstream() != null;
    }

    private static void check(Written<?> written, PathTemplate path, RoutePolicies route, Mistakes mistakes) {
        path.whyNotFrom(route.path())
                .ifPresent(unfilled -> mistakes.add(written, unfilled.found(), unfilled.expected(), null));
    }

    private static int segments(String path) {
        return path.equals("/") ? 0 : (int) path.chars().filter(c -> c == '/').count() - (path.endsWith("/") ? 1 : 0);
    }

    private static void check(Revision revision, Mistakes mistakes) {
        revision.apis()
                .values()
                .forEach(api -> api.routes().values().forEach(route -> {
                    Written<To> to = route.policies().written(TO);
                    Written<String> upstream = to == null ? null : to.value().upstream();
                    if (upstream != null) {
                        revision.require(UpstreamReader.UPSTREAMS, upstream, mistakes);
                    }
                }));
    }

    /** A destination as written: an upstream, an answer or a redirect. */
    private record To(
            @Nullable Written<String> upstream,
            @Nullable Written<PathTemplate> path,
            @Nullable AnswerPolicy answer,
            @Nullable Written<RedirectPolicy> redirect) {

        private static final String EXPECTED = "exactly one of upstream, answer and redirect";

        private To {
            List<String> said = new ArrayList<>();
            if (upstream != null) {
                said.add("upstream");
            }
            if (answer != null) {
                said.add("answer");
            }
            if (redirect != null) {
                said.add("redirect");
            }
            if (said.size() != 1) {
                String found = said.isEmpty() ? "nowhere to go" : String.join(" and ", said);
                throw new IllegalArgumentException(found + " (expected: " + EXPECTED + ")");
            }
            if (path != null && upstream == null) {
                throw new IllegalArgumentException(said.get(0) + " with a path (expected: path only beside upstream)");
            }
        }

        private Written<String> service() {
            if (upstream == null) {
                throw new IllegalStateException("upstream: missing (expected: asked for only when it is there)");
            }
            return upstream;
        }
    }
}

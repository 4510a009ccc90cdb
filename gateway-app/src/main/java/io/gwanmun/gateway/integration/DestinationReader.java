package io.gwanmun.gateway.integration;

import java.util.ArrayList;
import java.util.List;

import io.gwanmun.gateway.api.ApiSource;
import io.gwanmun.gateway.api.Check;
import io.gwanmun.gateway.api.Mistakes;
import io.gwanmun.gateway.api.PolicyShape;
import io.gwanmun.gateway.api.Revision;
import io.gwanmun.gateway.api.RouteSource;
import io.gwanmun.gateway.api.Written;
import io.gwanmun.gateway.pipeline.Phase;
import io.gwanmun.gateway.route.PolicyReader;
import io.gwanmun.gateway.route.RoutePolicies;
import io.gwanmun.gateway.route.RoutePolicy;
import io.gwanmun.gateway.route.match.PathTemplate;

/** Reads where a route's calls go: to a service, or nowhere because the gateway answers itself; in one case or in several. */
public final class DestinationReader implements PolicyReader {

    private static final PolicyShape<List<Written<WrittenDestination>>> TO = PolicyShape.onRoute(
                    "to",
                    Phase.CHOOSE_UPSTREAM,
                    WrittenDestination.TO,
                    "Where the calls go: one destination, or a list of cases of which the first that holds is taken.")
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
        throw new IllegalStateException(
                "read: without a revision (expected: with one, which has the groups of countries)");
    }

    @Override
    public RoutePolicy read(ApiSource api, RouteSource route, Revision revision) {
        List<Destinations.Case> cases = new ArrayList<>();
        for (Written<WrittenDestination> written : route.get(TO)) {
            Written<List<CaseCondition>> when = written.value().when();
            List<CaseCondition> conditions = when == null ? List.of() : when.value();
            cases.add(new Destinations.Case(
                    conditions.stream().map(one -> one.in(revision)).toList(),
                    destination(api, written.value(), revision)));
        }
        return new Destinations(cases);
    }

    private static RoutePolicy destination(ApiSource api, WrittenDestination to, Revision revision) {
        if (to.answer() != null) {
            return to.answer();
        }
        if (to.redirect() != null) {
            return to.redirect().value();
        }
        Written<PathTemplate> path = to.path();
        return new IntegrationPolicy(
                to.service(),
                api.keepPath() ? 0 : segments(api.path()),
                path == null ? null : path.value(),
                UpstreamReader.isInAnotherRegion(to.service(), revision));
    }

    @Override
    public void check(RoutePolicies route, Mistakes mistakes) {
        route.source().get(TO).forEach(to -> check(to.value(), route, mistakes));
    }

    private static void check(WrittenDestination to, RoutePolicies route, Mistakes mistakes) {
        Written<PathTemplate> path = to.path();
        if (path != null) {
            check(path, path.value(), route, mistakes);
        }
        Written<RedirectPolicy> redirect = to.redirect();
        if (redirect != null) {
            check(redirect, redirect.value().target().path(), route, mistakes);
        }
        Written<List<CaseCondition>> when = to.when();
        if (when != null && route.isOpen()) {
            when.value().stream()
                    .filter(CaseCondition::needsCaller)
                    .findFirst()
                    .ifPresent(condition -> mistakes.add(
                            when,
                            "a case by " + condition.subject() + " where everybody may call",
                            "a route whose callers are known; without proof no such case can hold",
                            "Take access: none away, or the case."));
        }
    }

    private static void checkPath(WrittenDestination to, String upstream, Revision revision, Mistakes mistakes) {
        Written<PathTemplate> path = to.path();
        if (path != null && UpstreamReader.isInAnotherRegion(upstream, revision)) {
            mistakes.add(
                    path,
                    "a path for an upstream in another region",
                    "no path: the gateway there gets the request's own, and finds its route by it",
                    null);
        }
    }

    /** Tells whether a route calls a service, at least in one case. */
    static boolean isService(RouteSource route) {
        return route.get(TO).stream().anyMatch(to -> to.value().upstream() != null);
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
                    List<Written<WrittenDestination>> cases = route.find(TO);
                    if (cases != null) {
                        check(cases, revision, mistakes);
                    }
                }));
    }

    private static void check(List<Written<WrittenDestination>> cases, Revision revision, Mistakes mistakes) {
        for (int i = 0; i < cases.size(); i++) {
            Written<WrittenDestination> to = cases.get(i);
            boolean isLast = i == cases.size() - 1;
            if (isLast && to.value().when() != null) {
                mistakes.add(
                        to,
                        "no default case",
                        "a last case without \"when\", for the calls that no other takes",
                        "Add one behind it, such as - answer: {status: 403}.");
            } else if (!isLast && to.value().when() == null) {
                mistakes.add(
                        to,
                        "a case without \"when\" before others",
                        "\"when\" in every case but the last: those behind this one would never be reached",
                        null);
            }
            Written<List<CaseCondition>> when = to.value().when();
            if (when != null) {
                when.value().forEach(condition -> condition.check(revision, mistakes));
            }
            Written<String> upstream = to.value().upstream();
            if (upstream != null) {
                revision.require(UpstreamReader.UPSTREAMS, upstream, mistakes);
                checkPath(to.value(), upstream.value(), revision, mistakes);
            }
        }
    }
}

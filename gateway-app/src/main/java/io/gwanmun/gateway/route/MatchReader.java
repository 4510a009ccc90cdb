package io.gwanmun.gateway.route;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.api.ApiSource;
import io.gwanmun.gateway.api.Check;
import io.gwanmun.gateway.api.Mistakes;
import io.gwanmun.gateway.api.PolicyShape;
import io.gwanmun.gateway.api.Revision;
import io.gwanmun.gateway.api.RouteSource;
import io.gwanmun.gateway.api.Source;
import io.gwanmun.gateway.api.Where;
import io.gwanmun.gateway.api.Written;
import io.gwanmun.gateway.pipeline.Phase;
import io.gwanmun.gateway.route.match.HostPattern;
import io.gwanmun.gateway.route.match.MatchSyntaxException;
import io.gwanmun.gateway.route.match.PathTemplate;
import io.gwanmun.gateway.route.match.RoutePattern;

/** Reads which requests a route serves. */
public final class MatchReader implements PolicyReader {

    private static final int SHOWN = 60;

    static final PolicyShape<RoutePattern> MATCH = PolicyShape.onRoute(
            "match",
            Phase.MATCH,
            MatchShape.MATCH,
            "Which requests the route serves; all below its API when left out.");

    /** A path of fewer characters has neither too many segments nor too many characters. */
    private static final int SHORT = 100;

    private static final RoutePattern ALL = RoutePattern.of(PathTemplate.parse(MatchShape.EVERYTHING));

    @Override
    public List<PolicyShape<?>> shapes() {
        return List.of(MATCH);
    }

    @Override
    public Phase phase() {
        return Phase.MATCH;
    }

    @Override
    public List<Check> checks() {
        return List.of(MatchReader::check);
    }

    @Override
    public RoutePolicy read(ApiSource api, RouteSource route) {
        RoutePattern own = own(route);
        RoutePattern whole = new RoutePattern(
                own.hosts().isEmpty() ? hosts(api) : own.hosts(),
                PathTemplate.parse(joined(api.path(), own.path().toString())),
                own.methods(),
                own.conditions(),
                own.weight(),
                own.priority());
        return new MatchPolicy(whole);
    }

    /** Returns a route's path behind its API's; {@code /} means the API's own path. */
    static String joined(String apiPath, String routePath) {
        String base = apiPath.endsWith("/") ? apiPath.substring(0, apiPath.length() - 1) : apiPath;
        if (base.isEmpty()) {
            return routePath;
        }
        return routePath.equals("/") ? base : base + routePath;
    }

    private static RoutePattern own(RouteSource route) {
        RoutePattern own = route.find(MATCH);
        return own == null ? ALL : own;
    }

    private static Set<HostPattern> hosts(ApiSource api) {
        return api.hosts().stream().map(HostPattern::parse).collect(Collectors.toUnmodifiableSet());
    }

    private static void check(Revision revision, Mistakes mistakes) {
        revision.apis().values().forEach(api -> {
            if (hasGoodPath(api, mistakes)) {
                api.routes().values().forEach(route -> checkRoute(api, route, mistakes));
            }
        });
    }

    private static boolean hasGoodPath(ApiSource api, Mistakes mistakes) {
        MatchSyntaxException wrong = syntaxError(api.path());
        Source source = valueOf(api.source(), "path");
        Where where = api.where().key("path");
        if (wrong != null) {
            String star = api.path().replaceFirst("/\\*\\*?$", "");
            boolean below = !star.equals(api.path());
            String hint = below ? "An API has all that is below its path." : hint(wrong);
            String expected = below ? (star.isEmpty() ? "/" : star) + " alone" : wrong.expected();
            mistakes.add(source, where, shown(api.path()), expected, hint);
            return false;
        }
        if (api.path().contains("...}")) {
            String expected = "an API's path without {name...}, which only a route may have";
            mistakes.add(source, where, shown(api.path()), expected, null);
            return false;
        }
        return true;
    }

    private static void checkRoute(ApiSource api, RouteSource route, Mistakes mistakes) {
        RoutePattern own = own(route);
        String path = joined(api.path(), own.path().toString());
        // Two good paths make one unless both have parameters, or the whole is too long.
        boolean isDoubtful = api.path().length() > SHORT || api.path().indexOf('{') >= 0 || path.length() > SHORT;
        MatchSyntaxException wrong = isDoubtful ? syntaxError(path) : null;
        if (wrong != null) {
            Source match = valueOf(route.source(), "match");
            Where where = route.where().key("match").key("path");
            mistakes.add(valueOf(match, "path"), where, shown(path), wrong.expected(), hint(wrong));
        }
        Set<HostPattern> served = hosts(api);
        Written<RoutePattern> written = route.policies().written(MATCH);
        for (HostPattern host : own.hosts()) {
            if (written != null && !served.isEmpty() && served.stream().noneMatch(api1 -> covers(api1, host))) {
                mistakes.add(
                        written,
                        "host \"" + host + '"',
                        "one of the API's hosts or below one of them: " + String.join(", ", api.hosts()),
                        null);
            }
        }
    }

    private static boolean covers(HostPattern wide, HostPattern narrow) {
        return wide.equals(narrow) || (wide.isWildcard() && narrow.name().endsWith('.' + wide.name()));
    }

    /** Returns what stands under a key, the whole where the key is not there. */
    private static Source valueOf(Source source, String key) {
        Source.Entry entry = source instanceof Source.Mapping mapping ? mapping.find(key) : null;
        return entry == null ? source : entry.value();
    }

    private static String shown(String text) {
        return '"' + (text.length() <= SHOWN ? text : text.substring(0, SHOWN - 1) + "…") + '"';
    }

    private static String hint(MatchSyntaxException wrong) {
        return "Character " + wrong.at() + ": " + wrong.found() + ".";
    }

    private static @Nullable MatchSyntaxException syntaxError(String path) {
        try {
            PathTemplate.parse(path);
            return null;
        } catch (MatchSyntaxException e) {
            return e;
        }
    }
}

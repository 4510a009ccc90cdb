package io.gwanmun.gateway.cli;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.api.Revision;
import io.gwanmun.gateway.api.Source;
import io.gwanmun.gateway.route.RoutePolicies;
import io.gwanmun.gateway.route.match.PathParameters;
import io.gwanmun.gateway.route.match.PathTemplate;

/**
 * Where the calls of a route go, as it is written. Read from the text and not from what the gateway makes of it, so that a URL
 * with a secret in it is shown masked.
 *
 * @param upstream the name of the upstream, empty when the route does not name just one
 * @param path the path that is sent instead of the request's, null for none
 * @param targets the URLs of the upstream's targets, without a final slash
 * @param strip how many segments of the request's path are left out
 */
record Destination(String upstream, @Nullable PathTemplate path, List<String> targets, int strip) {

    Destination {
        targets = List.copyOf(targets);
    }

    static Destination of(RoutePolicies route, Revision revision) {
        Source to = at(route.source().source(), "to");
        String upstream = text(at(to, "upstream"));
        String path = text(at(to, "path"));
        boolean isMasked = !path.isEmpty() && !path.startsWith("/");
        return new Destination(
                upstream,
                path.isEmpty() || isMasked ? null : PathTemplate.parse(path),
                isMasked ? List.of() : targets(at(at(at(revision.source(), "upstreams"), upstream), "targets")),
                route.api().keepPath() ? 0 : segments(route.api().path()));
    }

    /** Returns how many upstreams are written. */
    static int upstreams(Revision revision) {
        return at(revision.source(), "upstreams") instanceof Source.Mapping all
                ? all.entries().size()
                : 0;
    }

    /** Returns the upstream and, when it is not the request's, the path. */
    String shown() {
        return path == null ? upstream : upstream + " " + path;
    }

    /** Returns the URLs that a path leads to, one for each target. */
    List<String> urls(String requestPath, PathParameters parameters) {
        return behindTargets(path == null ? behind(requestPath, strip) : path.expand(parameters));
    }

    /** Returns the URLs with the parameters left open. */
    List<String> templates(PathTemplate routePath) {
        return behindTargets(path == null ? behind(routePath.toString(), strip) : path.toString());
    }

    private List<String> behindTargets(String rest) {
        return targets.stream().map(target -> target + rest).toList();
    }

    private static List<String> targets(@Nullable Source written) {
        List<String> urls = new ArrayList<>();
        List<Source> items = written instanceof Source.Sequence sequence
                ? sequence.items()
                : written == null ? List.of() : List.of(written);
        for (Source item : items) {
            String url = text(item instanceof Source.Mapping ? at(item, "url") : item);
            urls.add(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
        }
        return urls;
    }

    private static @Nullable Source at(@Nullable Source source, String key) {
        return source instanceof Source.Mapping mapping ? mapping.byKey().get(key) : null;
    }

    private static String text(@Nullable Source source) {
        return source instanceof Source.Scalar scalar ? scalar.shown() : "";
    }

    private static int segments(String path) {
        return (int) path.chars().filter(c -> c == '/').count() - (path.endsWith("/") ? 1 : 0);
    }

    private static String behind(String path, int segments) {
        int at = 0;
        for (int i = 0; i < segments; i++) {
            at = path.indexOf('/', at + 1);
            if (at < 0) {
                return "";
            }
        }
        return path.substring(at);
    }
}

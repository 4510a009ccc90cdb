package io.gwanmun.gateway.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

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
 * @param when the conditions of the case, empty when there are none
 * @param upstream the name of the upstream, empty when the gateway answers itself
 * @param path the path that is sent instead of the request's, null for none
 * @param targets the URLs of the upstream's targets, without a final slash
 * @param strip how many segments of the request's path are left out
 * @param own what the gateway answers itself, null when a service is called
 */
record Destination(
        String when,
        String upstream,
        @Nullable PathTemplate path,
        List<String> targets,
        int strip,
        @Nullable Own own) {

    Destination {
        targets = List.copyOf(targets);
    }

    /** Returns where the calls of a route go in each of its cases, in their order. */
    static List<Destination> of(RoutePolicies route, Revision revision) {
        Source to = at(route.source().source(), "to");
        List<Source> cases =
                to instanceof Source.Sequence sequence ? sequence.items() : to == null ? List.of() : List.of(to);
        return cases.stream().map(one -> of(one, route, revision)).toList();
    }

    private static Destination of(Source to, RoutePolicies route, Revision revision) {
        Source when = at(to, "when");
        String upstream = text(at(to, "upstream"));
        String path = text(at(to, "path"));
        boolean isMasked = !path.isEmpty() && !path.startsWith("/");
        Source written = at(at(revision.source(), "upstreams"), upstream);
        boolean isWhole = route.api().keepPath() || at(written, "region") != null;
        return new Destination(
                when == null ? "" : when.oneLine(),
                upstream,
                path.isEmpty() || isMasked ? null : PathTemplate.parse(path),
                isMasked ? List.of() : targets(at(written, "targets")),
                isWhole ? 0 : segments(route.api().path()),
                Own.find(to));
    }

    /** Returns how many upstreams are written. */
    static int upstreams(Revision revision) {
        return at(revision.source(), "upstreams") instanceof Source.Mapping all
                ? all.entries().size()
                : 0;
    }

    /** Returns what {@link #shown} says of each of several, once. */
    static String shown(List<Destination> cases) {
        return cases.stream().map(Destination::shown).distinct().collect(Collectors.joining(", "));
    }

    /** Returns the upstream and, when it is not the request's, the path; or what the gateway answers itself. */
    String shown() {
        if (own != null) {
            return own.location().isEmpty()
                    ? "answer " + own.status()
                    : "redirect " + own.status() + " " + own.location();
        }
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

    /** Returns what happens to the calls, row by row; with the parameters left open. */
    TextTable addTo(TextTable table, PathTemplate routePath) {
        return own == null ? calls(table, templates(routePath)) : own.addTo(table, own.location());
    }

    /** Returns what happens to one call, row by row. */
    TextTable addTo(TextTable table, String requestPath, PathParameters parameters, String query) {
        if (own != null) {
            return own.addTo(table, own.filled(parameters, query));
        }
        return calls(
                table,
                urls(requestPath, parameters).stream().map(url -> url + query).toList());
    }

    private static TextTable calls(TextTable table, List<String> urls) {
        String label = "calls";
        for (String url : urls) {
            table.row(label, url);
            label = "";
        }
        return table;
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

    /**
     * What the gateway answers itself.
     *
     * @param status the status
     * @param location where it sends the client, empty for an answer that stands for itself
     * @param keepsQuery whether the query goes along there
     */
    record Own(int status, String location, boolean keepsQuery) {

        private static @Nullable Own find(@Nullable Source to) {
            Source redirect = at(to, "redirect");
            if (redirect != null) {
                boolean keeps = !text(at(redirect, "keepQuery")).equals("false");
                return new Own(status(redirect, 308), text(at(redirect, "to")), keeps);
            }
            Source answer = at(to, "answer");
            return answer == null ? null : new Own(status(answer, 200), "", false);
        }

        private static int status(Source written, int byDefault) {
            String text = text(at(written, "status"));
            // A status from a secret is masked.
            return text.matches("[0-9]{3}") ? Integer.parseInt(text) : byDefault;
        }

        private String filled(PathParameters parameters, String query) {
            String filled = location;
            for (String name : parameters.names()) {
                String value = String.valueOf(parameters.get(name));
                filled = filled.replace('{' + name + '}', value).replace('{' + name + "...}", value);
            }
            return filled + (keepsQuery && !filled.isEmpty() ? query : "");
        }

        private TextTable addTo(TextTable table, String where) {
            return table.row("answers", status + (where.isEmpty() ? ", without a service" : " to " + where));
        }
    }
}

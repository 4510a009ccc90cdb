package io.gwanmun.gateway.api;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.pipeline.Phase;

/** A small grammar in the manner of the features: upstreams, match, access, to, timeout, limits. */
final class SampleGrammar {

    record Target(URI url, int weight) {}

    record Upstream(List<Target> targets, @Nullable Secret password) {}

    record Match(String path, Set<String> methods, Map<String, String> headers) {}

    record Destination(Written<String> upstream, @Nullable String country) {}

    record Timeouts(Duration connect, Duration response) {
        Timeouts {
            if (connect.compareTo(response) > 0) {
                throw new IllegalArgumentException("connect: " + connect.toMillis() + "ms (expected: at most response, "
                        + response.toMillis() + "ms)");
            }
        }
    }

    record Access(boolean open, Set<String> roles) {}

    enum Priority {
        LOW,
        HIGH
    }

    static final Shape<Target> TARGET = Shapes.object("target", "One instance of a service.", fields -> {
        var url = fields.required("url", Shapes.URL, "Its address.");
        var weight = fields.optional("weight", Shapes.integer(0, 1000), 1, "Its share of the calls.");
        return values -> new Target(values.get(url), values.get(weight));
    });

    static final Shape<Upstream> UPSTREAM = Shapes.object("upstream", "A service behind the gateway.", fields -> {
        var targets = fields.required(
                "targets",
                Shapes.someOf(Shapes.oneOf(
                        "target", "An instance.", List.of(Shapes.URL.map(url -> new Target(url, 1)), TARGET))),
                "Its instances.");
        var password = fields.optional("password", Shapes.SECRET, "Its password.");
        return values -> new Upstream(values.get(targets), values.find(password));
    });

    static final Noun<Upstream> UPSTREAMS =
            Noun.of("upstreams", "an upstream", "The services behind the gateway, by name.", UPSTREAM);

    static final Shape<Match> MATCH_SHAPE = Shapes.object("match", "What a request looks like.", fields -> {
        var path = fields.required(
                "path",
                Shapes.parsed("path pattern", "A path with names in braces.", "\"/{id}\"", SampleGrammar::pattern),
                "The path.");
        var methods = fields.optional("methods", Shapes.set(Shapes.METHOD), Set.of(), "The methods.");
        var headers = fields.optional(
                "headers", Shapes.map(Shapes.HEADER, Shapes.TEXT), Map.of(), "Headers that must be there.");
        return values -> new Match(values.get(path), values.get(methods), values.get(headers));
    });

    static final PolicyShape<Match> MATCH = PolicyShape.onRoute(
                    "match", Phase.MATCH, MATCH_SHAPE, "Which requests the route serves.")
            .required();

    static final Shape<Destination> DESTINATION = Shapes.object("destination", "A case.", fields -> {
        var upstream = fields.required("upstream", Shapes.written(Shapes.NAME), "The upstream.");
        var when = fields.optional(
                "when",
                Shapes.<String>object("condition", "When the case holds.", below -> {
                    var country = below.required("country", Shapes.NAME, "The caller's country.");
                    return values -> values.get(country);
                }),
                "When the case holds.");
        return values -> new Destination(values.get(upstream), values.find(when));
    });

    static final PolicyShape<List<Destination>> TO = PolicyShape.onRoute(
                    "to", Phase.CHOOSE_UPSTREAM, Shapes.oneOrMany(DESTINATION), "Where calls go.")
            .required();

    static final PolicyShape<Timeouts> TIMEOUT = PolicyShape.onBoth(
            "timeout",
            Phase.RESILIENCE,
            Shapes.object("timeout", "Time limits of the call behind.", fields -> {
                var connect =
                        fields.optional("connect", Shapes.DURATION, Duration.ofSeconds(2), "To open a connection.");
                var response = fields.optional(
                        "response",
                        Shapes.duration(Duration.ofMillis(1), Duration.ofMinutes(5)),
                        Duration.ofSeconds(29),
                        "To the head of the answer.");
                return values -> new Timeouts(values.get(connect), values.get(response));
            }),
            "How long a call may take.");

    static final PolicyShape<Access> ACCESS = PolicyShape.onBoth(
            "access",
            Phase.AUTHENTICATE,
            Shapes.oneOf(
                    "access",
                    "Who may call.",
                    List.of(
                            Shapes.words("open access", "Everybody.", "none").map(word -> new Access(true, Set.of())),
                            Shapes.object("access", "Who may call.", fields -> {
                                var roles = fields.required(
                                        "roles", Shapes.set(Shapes.NAME), "Roles of which one suffices.");
                                return values -> new Access(false, values.get(roles));
                            }))),
            "Who may call.");

    static final Shape<Object> LIMITS = Shapes.object("limits", "Limits of a request.", fields -> {
        var body = fields.optional("body", Shapes.SIZE, "The largest body.");
        var retries = fields.optional("retries", Shapes.integer(0, 5), 0, "How often to try again.");
        var buffered = fields.optional("buffered", Shapes.BOOL, false, "Whether bodies are held.");
        var share = fields.optional("share", Shapes.PERCENT, "The share of calls.");
        var until = fields.optional("until", Shapes.INSTANT, "When it ends.");
        var only = fields.optional("only", Shapes.REGEX, "Paths it holds for.");
        var priority = fields.optional(
                "priority",
                Shapes.words("priority", "Who goes first.", Priority.class),
                Priority.LOW,
                "Who goes first.");
        return values -> List.of(
                String.valueOf(values.find(body)),
                values.get(retries),
                values.get(buffered),
                String.valueOf(values.find(share)),
                String.valueOf(values.find(until)),
                String.valueOf(values.find(only)),
                values.get(priority));
    });

    static final PolicyShape<Object> LIMIT = PolicyShape.onBoth("limits", Phase.LIMIT, LIMITS, "Limits of a request.");

    static final Grammar GRAMMAR = new Grammar(
            List.of(UPSTREAMS), List.of(MATCH, TO, TIMEOUT, ACCESS, LIMIT), List.of(SampleGrammar::upstreamsExist));

    static final Secrets SECRETS = new Secrets(Map.of("TOKEN", "s3cr3t", "PORT", "9101")::get, List.of());

    static final InstantSource CLOCK = InstantSource.fixed(java.time.Instant.parse("2030-01-01T00:00:00Z"));

    private SampleGrammar() {}

    static RevisionReader reader() {
        return new RevisionReader(GRAMMAR, SECRETS, CLOCK);
    }

    private static void upstreamsExist(Revision revision, Mistakes mistakes) {
        for (ApiSource api : revision.apis().values()) {
            for (RouteSource route : api.routes().values()) {
                List<Destination> to = route.find(TO);
                if (to != null) {
                    to.forEach(destination -> revision.require(UPSTREAMS, destination.upstream(), mistakes));
                }
            }
        }
    }

    private static String pattern(String text) {
        if (!text.startsWith("/")) {
            throw new IllegalArgumentException("path: " + text + " (expected: a path that begins with /)");
        }
        if (text.chars().filter(c -> c == '{').count()
                != text.chars().filter(c -> c == '}').count()) {
            throw new IllegalArgumentException("path: " + text + " (expected: a } for each {)");
        }
        return text;
    }
}

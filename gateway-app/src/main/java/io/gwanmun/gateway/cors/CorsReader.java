package io.gwanmun.gateway.cors;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.api.ApiSource;
import io.gwanmun.gateway.api.PolicyShape;
import io.gwanmun.gateway.api.RouteSource;
import io.gwanmun.gateway.api.Shape;
import io.gwanmun.gateway.api.Shapes;
import io.gwanmun.gateway.pipeline.Phase;
import io.gwanmun.gateway.route.PolicyReader;
import io.gwanmun.gateway.route.RoutePolicy;

/** Reads which pages of other origins may call; what a route says counts in place of all that its API says. */
public final class CorsReader implements PolicyReader {

    private static final Set<String> METHODS = new LinkedHashSet<>(List.of("GET", "HEAD", "POST"));

    private static final Shape<AllowedOrigin> ORIGIN = Shapes.parsed(
            "origin",
            "Scheme, host and port of a page; *. in front of the host for every host below it, * for all pages.",
            "https://app.example.com",
            AllowedOrigin::parse);

    private static final Shape<String> HEADER = Shapes.HEADER.map(CorsReader::named);

    private static final Shape<CorsPolicy> RULE =
            Shapes.object("cors rule", "Which pages of other origins may call, and how.", fields -> {
                var origins = fields.required("origins", Shapes.set(ORIGIN), "The origins of the pages.");
                var methods = fields.optional(
                        "methods",
                        Shapes.set(Shapes.METHOD),
                        "The methods they may use; GET, HEAD and POST unless said otherwise. GET allows HEAD too.");
                var headers = fields.optional(
                        "headers",
                        Shapes.set(HEADER),
                        "The headers they may send beyond the few every page may; Content-Type for JSON is one to name.");
                var expose = fields.optional(
                        "expose",
                        Shapes.set(HEADER),
                        "The headers of the answer they may read beyond the few every page may.");
                var credentials =
                        fields.optional("credentials", Shapes.BOOL, false, "Whether browsers may send cookies along.");
                var maxAge = fields.optional(
                        "maxAge",
                        Shapes.duration(Duration.ofSeconds(1), Duration.ofDays(1)),
                        "How long a browser may keep the permission; a few seconds, as the browser likes, without it.");
                return values -> new CorsPolicy(
                        values.get(origins),
                        orElse(values.find(methods), METHODS),
                        lower(orElse(values.find(headers), Set.of())),
                        orElse(values.find(expose), Set.of()),
                        values.get(credentials),
                        values.find(maxAge));
            });

    private static final PolicyShape<CorsPolicy> CORS = PolicyShape.onBoth(
            "cors",
            Phase.MATCH,
            Shapes.oneOf(
                    "cors",
                    "Which pages of other origins may call: none, or a rule.",
                    List.of(
                            Shapes.words("cors", "No page of another origin.", "none")
                                    .map(none -> CorsPolicy.NONE),
                            RULE)),
            "Which pages of other origins may call and read the answer; none unless said. What a route says replaces its API's.");

    @Override
    public List<PolicyShape<?>> shapes() {
        return List.of(CORS);
    }

    @Override
    public Phase phase() {
        return Phase.MATCH;
    }

    @Override
    public @Nullable RoutePolicy read(ApiSource api, RouteSource route) {
        return CORS.nearest(api, route);
    }

    /** Returns what an API says, null when that is nothing. */
    static @Nullable CorsPolicy of(ApiSource api) {
        return api.policies().find(CORS);
    }

    private static String named(String header) {
        if (header.equals("*")) {
            throw new IllegalArgumentException("header: * (expected: the headers by name)");
        }
        return header;
    }

    private static Set<String> orElse(@Nullable Set<String> said, Set<String> otherwise) {
        return said == null ? otherwise : said;
    }

    private static Set<String> lower(Set<String> names) {
        return names.stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}

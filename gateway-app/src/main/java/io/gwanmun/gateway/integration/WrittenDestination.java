package io.gwanmun.gateway.integration;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.api.Shape;
import io.gwanmun.gateway.api.Shapes;
import io.gwanmun.gateway.api.Written;
import io.gwanmun.gateway.route.match.PathTemplate;

/**
 * A destination as written: an upstream, an answer or a redirect.
 *
 * @param upstream the name of the upstream
 * @param path the path that is sent to it
 * @param answer the gateway's own answer
 * @param redirect where the client is sent
 * @param when what must hold, in a list of cases
 */
record WrittenDestination(
        @Nullable Written<String> upstream,
        @Nullable Written<PathTemplate> path,
        @Nullable AnswerPolicy answer,
        @Nullable Written<RedirectPolicy> redirect,
        @Nullable Written<List<CaseCondition>> when) {

    private static final String EXPECTED = "exactly one of upstream, answer and redirect";

    private static final Shape<WrittenDestination> DESTINATION = Shapes.object(
            "destination", "The service that is called, and with which path; or the gateway's own answer.", fields -> {
                // But for path and when, which go with others.
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
                var when = fields.optional(
                        "when",
                        Shapes.written(WhenShape.WHEN),
                        "In a list of cases: what must hold for this one. The last case has none.");
                return values -> new WrittenDestination(
                        values.find(upstream),
                        values.find(path),
                        values.find(answer),
                        values.find(redirect),
                        values.find(when));
            });

    /** One destination, or a list of cases. */
    static final Shape<List<Written<WrittenDestination>>> TO = Shapes.oneOrMany(Shapes.written(DESTINATION));

    WrittenDestination {
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

    /** Returns the upstream's name; asked for only when neither an answer nor a redirect is there. */
    String service() {
        if (upstream == null) {
            throw new IllegalStateException("upstream: missing (expected: asked for only when it is there)");
        }
        return upstream.value();
    }
}

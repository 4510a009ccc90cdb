package io.gwanmun.gateway.integration;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

import io.gwanmun.gateway.api.Shape;
import io.gwanmun.gateway.api.Shapes;

/** How the answers are written that the gateway gives itself. */
final class AnswerShape {

    private static final String TEXT = "text/plain;charset=utf-8";
    private static final String JSON = "application/json";

    /** What says how a body is framed, and what the gateway says itself. */
    private static final Set<String> OURS = Set.of(
            "connection",
            "content-length",
            "keep-alive",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "proxy-connection",
            "x-request-id");

    private static final String TOKEN = "[A-Za-z0-9!#$%&'*+.^_`|~-]{1,128}";

    private static final Shape<String> HEADER = Shapes.parsed(
            "header name",
            "The name of a header that the gateway does not set itself; case does not count.",
            "Cache-Control",
            TOKEN,
            AnswerShape::free);

    private static final Shape<String> VALUE =
            Shapes.parsed("header value", "The value of a header.", "no-store", AnswerShape::value);

    static final Shape<AnswerPolicy> ANSWER =
            Shapes.object("answer", "An answer that the gateway gives itself.", fields -> {
                var status = fields.optional("status", Shapes.integer(200, 599), 200, "The status.");
                var body = fields.optional(
                        "body", Shapes.TEXT, "The body as it is sent, as text unless headers say more.");
                var json = fields.optional("json", Shapes.JSON, "The body, written as YAML and sent as JSON.");
                var headers =
                        fields.optional("headers", Shapes.map(HEADER, VALUE), Map.of(), "The headers of the answer.");
                return values -> answer(values.get(status), values.find(body), values.find(json), values.get(headers));
            });

    private static final Shape<Integer> REDIRECTING = Shapes.integer(301, 308).map(AnswerShape::redirecting);

    static final Shape<RedirectPolicy> REDIRECT =
            Shapes.object("redirect", "An answer that sends the client elsewhere.", fields -> {
                var to = fields.required(
                        "to",
                        Shapes.parsed(
                                "redirect target",
                                "An http or https URL, or a path on the same host; parameters of the route's path may"
                                        + " stand in its path.",
                                "\"https://new.example.com/{id}\"",
                                RedirectTarget::parse),
                        "Where to.");
                var status = fields.optional(
                        "status",
                        REDIRECTING,
                        308,
                        "301, 302, 303, 307 or 308. With 307 and 308 the client sends method and body again; 308 and 301"
                                + " are for good.");
                var keepQuery =
                        fields.optional("keepQuery", Shapes.BOOL, true, "Whether the request's query goes along.");
                return values -> new RedirectPolicy(values.get(to), values.get(status), values.get(keepQuery));
            });

    private AnswerShape() {}

    private static AnswerPolicy answer(
            int status, @Nullable String body, @Nullable String json, Map<String, String> headers) {
        if (body != null && json != null) {
            throw new IllegalArgumentException("both \"body\" and \"json\" (expected: at most one of them)");
        }
        String sent = body != null ? body : json == null ? "" : json;
        boolean isTyped = headers.keySet().stream().anyMatch(HttpHeaders.CONTENT_TYPE::equalsIgnoreCase);
        String type = isTyped || sent.isEmpty() ? "" : json == null ? TEXT : JSON;
        return new AnswerPolicy(status, headers, type, sent);
    }

    private static String free(String name) {
        if (!name.matches(TOKEN)) {
            throw new IllegalArgumentException("header: " + name + " (expected: letters, digits and hyphens)");
        }
        if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException(
                    "header: " + name + " (expected: a header that the gateway does not set itself)");
        }
        return name;
    }

    private static String value(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < 0x20 && c != '\t') || c > 0x7e) {
                throw new IllegalArgumentException(
                        "header value: a character that headers cannot have (expected: a header value of visible ASCII"
                                + " characters in one line)");
            }
        }
        return text.strip();
    }

    private static int redirecting(int status) {
        if (status > 303 && status < 307) {
            throw new IllegalArgumentException("status: " + status + " (expected: 301, 302, 303, 307 or 308)");
        }
        return status;
    }
}

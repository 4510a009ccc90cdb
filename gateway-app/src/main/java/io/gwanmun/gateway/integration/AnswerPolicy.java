package io.gwanmun.gateway.integration;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import io.gwanmun.gateway.route.RoutePolicy;

/**
 * An answer that the gateway gives itself, always the same.
 *
 * @param status the status, 200 to 599
 * @param headers the headers of the answer, in order; none of those that say how the body is framed
 * @param contentType the type of the body, empty when there is none
 * @param body the body; may be empty
 */
record AnswerPolicy(int status, Map<String, String> headers, String contentType, String body) implements RoutePolicy {

    AnswerPolicy {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        if (!body.isEmpty() && !mayHaveBody(status)) {
            throw new IllegalArgumentException("status " + status + " with a body (expected: no body, as " + status
                    + " never has one, or another status)");
        }
    }

    /** Tells whether an answer with a status may have a body. */
    static boolean mayHaveBody(int status) {
        return status != 204 && status != 205 && status != 304;
    }

    @Override
    public String toString() {
        return "answer " + status + (body.isEmpty() ? "" : ", " + contentType + ", " + body.length() + " characters");
    }
}

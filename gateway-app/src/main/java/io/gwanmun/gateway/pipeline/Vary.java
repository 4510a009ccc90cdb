package io.gwanmun.gateway.pipeline;

import org.springframework.http.HttpHeaders;

/**
 * Says which headers of the request decided over the answer
 * (<a href="https://datatracker.ietf.org/doc/html/rfc9110#section-12.5.5">RFC 9110</a>).
 */
public final class Vary {

    private Vary() {}

    /** Adds the name of a request header, unless it or {@code *} is there. */
    public static void add(HttpHeaders answer, String name) {
        for (String said : answer.getVary()) {
            if (said.equals("*") || said.equalsIgnoreCase(name)) {
                return;
            }
        }
        answer.add(HttpHeaders.VARY, name);
    }
}

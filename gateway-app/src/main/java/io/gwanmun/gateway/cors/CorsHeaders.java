package io.gwanmun.gateway.cors;

import java.util.List;

import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

import io.gwanmun.gateway.pipeline.Vary;

/**
 * Marks the answer to a call: whether the page that made it may read it.
 *
 * <p>Done at the moment when the head leaves, so that it holds for every answer, refusals included, and whatever services and
 * filters have said of it does not.
 */
final class CorsHeaders {

    private static final List<String> ALL = List.of(
            HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN,
            HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS,
            HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS,
            HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS,
            HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS,
            HttpHeaders.ACCESS_CONTROL_MAX_AGE,
            "Access-Control-Allow-Private-Network");

    private CorsHeaders() {}

    /** Sees to it that the answer is marked when it leaves. */
    static void onLeaving(ServerWebExchange exchange, CorsPolicy policy) {
        List<String> origin = exchange.getRequest().getHeaders().getOrEmpty(HttpHeaders.ORIGIN);
        exchange.getResponse().beforeCommit(() -> {
            mark(exchange.getResponse().getHeaders(), policy, origin);
            return Mono.empty();
        });
    }

    private static void mark(HttpHeaders answer, CorsPolicy policy, List<String> origin) {
        ALL.forEach(answer::remove);
        if (policy.origins().isEmpty()) {
            return;
        }
        Vary.add(answer, HttpHeaders.ORIGIN);
        if (policy.isForAll()) {
            answer.set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        } else if (policy.allowsOrigin(origin)) {
            answer.set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin.get(0));
        } else {
            return;
        }
        if (policy.credentials()) {
            answer.set(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
        }
        if (!policy.expose().isEmpty()) {
            answer.set(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, String.join(", ", policy.expose()));
        }
    }
}

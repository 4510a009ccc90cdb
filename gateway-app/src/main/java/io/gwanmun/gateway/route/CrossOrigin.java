package io.gwanmun.gateway.route;

import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

import io.gwanmun.gateway.route.match.RouteFacts;

/** What the match phase asks about pages of other origins, where no filter of a route can speak. */
public interface CrossOrigin {

    /**
     * Answers an {@code OPTIONS} request that asks whether a page may make a call
     * (<a href="https://fetch.spec.whatwg.org/#cors-preflight-fetch">Fetch, CORS-preflight fetch</a>).
     *
     * @return the answer; null when the request asks something else, or no rule holds at its address
     */
    @Nullable
    Mono<Void> preflight(ServerWebExchange exchange, RouteTable table, RouteFacts facts);

    /** Prepares the response of a request that no route serves, before it is refused. */
    void unserved(ServerWebExchange exchange, RouteTable table, RouteFacts facts);
}

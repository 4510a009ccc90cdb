package io.gwanmun.gateway.token;

import java.util.Map;

import reactor.core.publisher.Mono;

/** Where reference tokens are known: the state that our own auth-server writes, or an issuer's introspection endpoint. */
public interface TokenDirectory {

    /**
     * Asks what a token stands for.
     *
     * @param token the token as it was sent
     * @return the members of the answer of <a href="https://datatracker.ietf.org/doc/html/rfc7662#section-2.2">RFC 7662</a> on
     *     any thread; empty when the token is not active; fails with {@link UnreachableException} when nobody could say
     */
    Mono<Map<String, Object>> look(String token);
}

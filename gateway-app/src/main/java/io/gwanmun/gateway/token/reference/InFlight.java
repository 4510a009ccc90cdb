package io.gwanmun.gateway.token.reference;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

import reactor.core.publisher.Mono;

import io.gwanmun.gateway.token.TokenId;

/** Sees to it that a token is asked about once at a time, and everybody who wants to know gets that answer. For any thread. */
final class InFlight {

    private final ConcurrentMap<String, Mono<Map<String, Object>>> running = new ConcurrentHashMap<>();
    private final Function<String, Mono<Map<String, Object>>> question;

    /**
     * Creates it.
     *
     * @param question asks about a token; an answer that nobody waits for any longer still ends
     */
    InFlight(Function<String, Mono<Map<String, Object>>> question) {
        this.question = question;
    }

    Mono<Map<String, Object>> ask(String token) {
        return Mono.defer(() -> running.computeIfAbsent(TokenId.ofReference(token), id -> asked(token, id)));
    }

    private Mono<Map<String, Object>> asked(String token, String id) {
        return Mono.defer(() -> question.apply(token))
                .doOnTerminate(() -> running.remove(id))
                .cache();
    }
}

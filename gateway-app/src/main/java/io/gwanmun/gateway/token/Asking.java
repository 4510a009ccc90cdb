package io.gwanmun.gateway.token;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

import reactor.core.publisher.Mono;

/** Sees to it that of many calls with the same unknown token one asks and the others share the answer. For any thread. */
final class Asking {

    private final ConcurrentMap<Question, Mono<Verdict>> running = new ConcurrentHashMap<>();

    /** Returns what a question leads to, asked by whoever subscribes first. */
    Mono<Verdict> once(Question question, Supplier<Mono<Verdict>> ask) {
        return Mono.defer(() -> running.computeIfAbsent(
                question,
                key -> Mono.defer(ask)
                        .doFinally(end -> running.remove(question))
                        .cache()));
    }

    /** A token and who may know it. */
    record Question(TokenHash hash, List<Issuer> whom) {}
}

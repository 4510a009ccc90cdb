package io.gwanmun.gateway.token;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

import reactor.core.publisher.Mono;

/**
 * Sees to it that of many who put the same question at a time one asks, and the others share the answer. For any thread.
 *
 * @param <K> what questions are told apart by
 * @param <V> what is answered
 */
public final class Asking<K, V> {

    private final ConcurrentMap<K, Mono<V>> running = new ConcurrentHashMap<>();

    /** Returns what a question leads to, asked by whoever subscribes first; it ends also when nobody waits any longer. */
    public Mono<V> once(K question, Supplier<Mono<V>> ask) {
        return Mono.defer(() -> running.computeIfAbsent(
                question,
                key -> Mono.defer(ask)
                        .doOnTerminate(() -> running.remove(question))
                        .cache()));
    }
}

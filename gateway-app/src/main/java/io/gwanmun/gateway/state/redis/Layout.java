package io.gwanmun.gateway.state.redis;

import io.lettuce.core.RedisCommandExecutionException;
import reactor.core.publisher.Mono;

import io.gwanmun.gateway.state.NewerLayoutException;

/** The version of how state is laid out, which whoever writes first puts down. */
final class Layout {

    /** The key of the version. */
    static final String KEY = "gwanmun:schema";

    /** The newest version this program can read. */
    static final int VERSION = 1;

    private Layout() {}

    /** Completes when this program can read what is written; a server that nobody has written to yet suits everybody. */
    static Mono<Void> check(Wire wire) {
        return Mono.fromFuture(() -> wire.commands().get(KEY).toCompletableFuture())
                .onErrorMap(RedisCommandExecutionException.class, Layout::refused)
                .doOnNext(Layout::check)
                .then();
    }

    private static void check(String written) {
        if (!written.matches("[0-9]{1,9}")) {
            throw new IllegalStateException(KEY + ": found something else than a number (expected: " + VERSION + ")");
        }
        int version = Integer.parseInt(written);
        if (version > VERSION) {
            throw new NewerLayoutException(KEY + ": " + version + " (expected: at most " + VERSION
                    + "). A newer program has written this state; run a newer gateway, or give it another Redis");
        }
    }

    private static Throwable refused(RedisCommandExecutionException refusal) {
        String message = String.valueOf(refusal.getMessage());
        return message.startsWith("NOPERM")
                ? new IllegalStateException(
                        "the Redis user may not read " + KEY + " (expected: the rights that docs/state.md lists)")
                : refusal;
    }
}

package io.gwanmun.gateway.state.redis;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.lettuce.core.StreamMessage;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import reactor.core.publisher.Mono;

import io.gwanmun.gateway.state.StateUnavailableException;
import io.gwanmun.gateway.state.StreamEntry;
import io.gwanmun.gateway.state.StreamId;
import io.gwanmun.gateway.state.StreamTail;

/** Reads a stream of Redis with {@code XREAD}; an answer that is late ends the connection. */
final class RedisTail implements StreamTail {

    private static final int PAGE = 1_000;

    private final String key;
    private final Link link;
    private final Duration grace;

    /**
     * Makes a tail that does not connect before its first read.
     *
     * @param grace how much later than agreed an answer may come
     */
    RedisTail(String key, Link link, Duration grace) {
        this.key = key;
        this.link = link;
        this.grace = grace;
    }

    @Override
    public int pageSize() {
        return PAGE;
    }

    @Override
    public Mono<List<StreamEntry>> after(StreamId id, Duration wait) {
        return Mono.defer(() -> {
            link.open();
            return Mono.fromFuture(link.firstTry().handle((done, failed) -> done), true)
                    .then(Mono.defer(() -> read(id, wait)));
        });
    }

    private Mono<List<StreamEntry>> read(StreamId id, Duration wait) {
        Wire wire = link.wire();
        return wire == null ? Mono.error(() -> new StateUnavailableException(link.state())) : read(wire, id, wait);
    }

    // The driver takes its offsets as a generic array.
    @SuppressWarnings("unchecked")
    private Mono<List<StreamEntry>> read(Wire wire, StreamId id, Duration wait) {
        XReadArgs args = XReadArgs.Builder.count(PAGE);
        if (!wait.isZero()) {
            args.block(wait);
        }
        StreamOffset<String> from = StreamOffset.from(key, id.toString());
        return Mono.fromFuture(() -> wire.commands().xread(args, from).toCompletableFuture())
                .map(messages -> messages.stream().map(RedisTail::entry).toList())
                .defaultIfEmpty(List.of())
                .timeout(wait.plus(grace))
                .doOnError(failure -> link.renew(wire, Reasons.of(failure)))
                .onErrorMap(failure -> new StateUnavailableException(link.state()));
    }

    private static StreamEntry entry(StreamMessage<String, String> message) {
        return new StreamEntry(StreamId.parse(message.getId()), message.getBody());
    }

    @Override
    public void close() {
        var unused = link.close();
    }

    /** Ends it; completes when the connection is closed. */
    CompletableFuture<Void> end() {
        return link.close();
    }
}

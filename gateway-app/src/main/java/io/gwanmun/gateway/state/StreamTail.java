package io.gwanmun.gateway.state;

import java.time.Duration;
import java.util.List;

import reactor.core.publisher.Mono;

/** Reads a stream on a connection of its own, so that waiting for news delays nobody. One read at a time. */
public interface StreamTail extends AutoCloseable {

    /** Returns how many entries one read gives at most. */
    int pageSize();

    /**
     * Reads the entries after an id.
     *
     * @param id where to go on; {@link StreamId#ZERO} for the beginning
     * @param wait how long to wait when there is none yet; zero to answer at once
     * @return the next entries in order, an empty list when there is none; fails with {@link StateUnavailableException}
     */
    Mono<List<StreamEntry>> after(StreamId id, Duration wait);

    @Override
    void close();
}

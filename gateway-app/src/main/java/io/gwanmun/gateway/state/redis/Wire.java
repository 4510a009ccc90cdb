package io.gwanmun.gateway.state.redis;

import java.util.concurrent.CompletableFuture;

import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;

/**
 * A connection that is open, to a single server or to a Cluster.
 *
 * @param connection the connection
 * @param commands what can be asked over it
 */
record Wire(StatefulConnection<String, String> connection, RedisClusterAsyncCommands<String, String> commands) {

    /** Lets go of it; what waits for an answer fails. */
    CompletableFuture<Void> close() {
        return connection.closeAsync();
    }
}

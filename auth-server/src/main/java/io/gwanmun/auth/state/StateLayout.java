package io.gwanmun.auth.state;

import io.lettuce.core.SetArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;

/** The version of the layout that gateways read. A program that finds a greater one would misread it and does not start. */
final class StateLayout {

    static final String KEY = "gwanmun:schema";
    static final int VERSION = 1;

    private StateLayout() {}

    static void check(StatefulRedisConnection<String, String> connection) {
        RedisCommands<String, String> redis = connection.sync();
        redis.set(KEY, String.valueOf(VERSION), SetArgs.Builder.nx());
        String found = String.valueOf(redis.get(KEY));
        if (!found.matches("\\d{1,9}") || Integer.parseInt(found) > VERSION) {
            throw new IllegalStateException("%s in Redis: %s (expected: %d; a newer version of this program wrote it)"
                    .formatted(KEY, found, VERSION));
        }
    }
}

package io.gwanmun.auth.state;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Redis is.
 *
 * @param uri one server or a set of Sentinels, such as {@code rediss://auth-server:password@redis:6379}; there is no default
 * @param timeout how long a command may take before the answer is 503, 10 ms to 5 s
 * @param connectTimeout how long a connection may take to come about, 10 ms to 10 s
 * @param startTimeout how long the start waits for Redis before it fails, 1 s to 10 min
 */
@ConfigurationProperties("auth.redis")
public record RedisProperties(
        @Nullable String uri,
        @DefaultValue("200ms") Duration timeout,
        @DefaultValue("1s") Duration connectTimeout,
        @DefaultValue("30s") Duration startTimeout) {

    /** Checks the ranges. */
    public RedisProperties {
        if (uri == null || uri.isBlank()) {
            throw new IllegalArgumentException(
                    "auth.redis.uri: missing (expected: the address of the Redis server that "
                            + "keeps tokens, such as redis://auth-server:password@127.0.0.1:6379, or rediss:// for TLS)");
        }
        within("auth.redis.timeout", timeout, Duration.ofMillis(10), Duration.ofSeconds(5));
        within("auth.redis.connect-timeout", connectTimeout, Duration.ofMillis(10), Duration.ofSeconds(10));
        within("auth.redis.start-timeout", startTimeout, Duration.ofSeconds(1), Duration.ofMinutes(10));
    }

    private static void within(String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException("%s: %s ms (expected: %s ms to %s ms)"
                    .formatted(name, value.toMillis(), least.toMillis(), most.toMillis()));
        }
    }

    @Override
    public String toString() {
        // The address holds the password.
        return "RedisProperties[timeout=%s, connectTimeout=%s]".formatted(timeout, connectTimeout);
    }
}

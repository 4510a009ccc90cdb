package io.gwanmun.auth.state;

import java.time.Duration;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;

/** Opens the connection. */
@Configuration(proxyBeanMethods = false)
class StateConfiguration {

    /** More commands than this waiting at once means that Redis cannot keep up. */
    private static final int QUEUE = 5000;

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);

    @Bean(destroyMethod = "shutdown")
    RedisClient redisClient(RedisProperties properties) {
        RedisURI address = RedisURI.create(String.valueOf(properties.uri()));
        // Of the greeting; commands have a time of their own.
        address.setTimeout(properties.connectTimeout());
        RedisClient client = RedisClient.create(address);
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(QUEUE)
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(properties.connectTimeout())
                        .keepAlive(true)
                        .build())
                .timeoutOptions(TimeoutOptions.enabled(properties.timeout()))
                .build());
        return client;
    }

    @Bean(destroyMethod = "close")
    StatefulRedisConnection<String, String> redisConnection(RedisClient client, RedisProperties properties) {
        StatefulRedisConnection<String, String> connection = connected(client, properties);
        StateLayout.check(connection);
        return connection;
    }

    @Bean
    MeterBinder stateMeter(StatefulRedisConnection<String, String> connection) {
        return registry -> Gauge.builder("auth.state.connected", connection, now -> now.isOpen() ? 1 : 0)
                .description("1 while there is a connection to the Redis with the grants and tokens, else 0.")
                .register(registry);
    }

    /** Whoever starts everything at once need not care what is up first. */
    private static StatefulRedisConnection<String, String> connected(RedisClient client, RedisProperties properties) {
        RetryPolicy patience = RetryPolicy.builder()
                .includes(RedisConnectionException.class)
                .maxRetries(Long.MAX_VALUE)
                .delay(BETWEEN_TRIES)
                .timeout(properties.startTimeout())
                .build();
        try {
            return new RetryTemplate(patience).execute(client::connect);
        } catch (RetryException given) {
            throw new IllegalStateException(
                    "auth.redis.uri: no connection within %s s of the start (%s)"
                            .formatted(properties.startTimeout().toSeconds(), root(given)),
                    given);
        }
    }

    /** Messages in between repeat each other. */
    private static String root(Throwable failure) {
        return String.valueOf(NestedExceptionUtils.getMostSpecificCause(failure).getMessage());
    }
}

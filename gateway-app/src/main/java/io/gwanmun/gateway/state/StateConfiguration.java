package io.gwanmun.gateway.state;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

import io.gwanmun.gateway.pipeline.Ticker;
import io.gwanmun.gateway.state.redis.EmbeddedRedis;
import io.gwanmun.gateway.state.redis.RedisState;

/** Wires shared state when an address is set; without one there is no bean of it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StateProperties.class)
class StateConfiguration {

    private static final Logger log = LoggerFactory.getLogger(StateConfiguration.class);

    /** Stopped after everything that asks it, as a bean it depends on. */
    @Bean
    @Conditional(StateEmbedded.class)
    EmbeddedRedis embeddedRedis(StateProperties properties) {
        StateProperties.Embedded settings = properties.redis().embedded();
        EmbeddedRedis redis = EmbeddedRedis.start(settings.port(), settings.password());
        log.warn(
                "redis=127.0.0.1:{}: state is kept by a server of this process, which is for trying things out: it ends with the"
                        + " process, and all state with it. Set gateway.state.redis.uri to the address of a Redis of your own",
                redis.port());
        return redis;
    }

    @Bean
    @ConditionalOnState
    RedisState sharedState(StateProperties properties, ObjectProvider<EmbeddedRedis> embedded, Ticker ticker) {
        EmbeddedRedis own = embedded.getIfAvailable();
        StateProperties.Redis redis = properties.redis();
        return new RedisState(own == null ? redis.settings() : redis.settings(own.port(), own.password()), ticker);
    }

    @Bean
    @ConditionalOnState
    StateHealth stateHealthIndicator(RedisState state) {
        return new StateHealth(state);
    }

    /** Publishes whether shared state can be reached. */
    @Bean
    @ConditionalOnState
    MeterBinder stateMeters(RedisState state) {
        return registry -> Gauge.builder("gateway.state.connected", state, now -> now.isConnected() ? 1 : 0)
                .description("1 while there is a connection to the Redis with the shared state, else 0.")
                .register(registry);
    }
}

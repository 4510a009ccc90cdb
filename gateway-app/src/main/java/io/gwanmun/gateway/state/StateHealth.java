package io.gwanmun.gateway.state;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

import io.gwanmun.gateway.state.redis.RedisState;

/** Tells whether shared state can be reached. Readiness does not ask it: an instance without Redis serves what needs none. */
final class StateHealth implements HealthIndicator {

    private final RedisState state;

    StateHealth(RedisState state) {
        this.state = state;
    }

    @Override
    public Health health() {
        return state.isConnected()
                ? Health.up().build()
                : Health.down().withDetail("redis", state.situation()).build();
    }
}

package io.gwanmun.gateway.route;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Up when a revision is live: part of the readiness of an instance. */
final class RouteHealth implements HealthIndicator {

    private final RouteTables tables;

    RouteHealth(RouteTables tables) {
        this.tables = tables;
    }

    @Override
    public Health health() {
        RouteTable live = tables.live();
        return live == null
                ? Health.down().build()
                : Health.up().withDetail("revision", live.revision().id()).build();
    }
}

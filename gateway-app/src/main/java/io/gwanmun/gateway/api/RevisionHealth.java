package io.gwanmun.gateway.api;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Tells whether a revision is in force. Rejected files beside a revision in force are a detail, not an outage. */
final class RevisionHealth implements HealthIndicator {

    private final LiveRevision revision;

    RevisionHealth(LiveRevision revision) {
        this.revision = revision;
    }

    @Override
    public Health health() {
        RevisionStatus status = revision.status();
        Revision live = status.live();
        Health.Builder health = live == null
                ? Health.outOfService()
                : Health.up().withDetail("revision", live.id()).withDetail("readAt", live.readAt());
        return health.withDetail("mistakes", status.rejected().size()).build();
    }
}

package io.gwanmun.gateway.api;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What is in force and what is not, for logs, health and the control API.
 *
 * @param live the revision in force, null before the first good one
 * @param since when it came into force, null before the first good one
 * @param rejected what is wrong with the files as they are now; empty when they are what is in force
 */
public record RevisionStatus(
        @Nullable Revision live, @Nullable Instant since, List<Mistake> rejected) {

    /** What holds before anything was read. */
    public static final RevisionStatus NONE = new RevisionStatus(null, null, List.of());

    /** Copies the mistakes. */
    public RevisionStatus {
        rejected = List.copyOf(rejected);
    }

    RevisionStatus rejecting(List<Mistake> mistakes) {
        return new RevisionStatus(live, since, mistakes);
    }
}

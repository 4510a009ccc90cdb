package io.gwanmun.gateway.integration;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.pipeline.Caller;

/**
 * What the conditions of cases may look at.
 *
 * @param proved who calls, null where everybody may
 * @param country the country the call comes from, null when nobody knows it
 */
public record CaseFacts(@Nullable Caller proved, @Nullable String country) {

    /** Returns who calls; asked for only where callers are proved. */
    Caller caller() {
        if (proved == null) {
            throw new IllegalStateException("caller: missing (expected: a condition that fits the route's access)");
        }
        return proved;
    }
}

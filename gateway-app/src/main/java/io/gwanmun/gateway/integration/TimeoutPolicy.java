package io.gwanmun.gateway.integration;

import java.time.Duration;

import io.gwanmun.gateway.integration.http.LegLimits;
import io.gwanmun.gateway.route.RoutePolicy;

/**
 * How long the call behind may take.
 *
 * @param response to the complete head of the answer, more than zero; 29 s unless said otherwise
 * @param idle the longest pause inside the answer's body, more than zero; 60 s unless said otherwise
 */
record TimeoutPolicy(Duration response, Duration idle) implements RoutePolicy {

    static final TimeoutPolicy DEFAULTS = new TimeoutPolicy(Duration.ofSeconds(29), Duration.ofSeconds(60));

    /** Returns the limits of one call. */
    LegLimits limits() {
        return new LegLimits(response, idle);
    }

    @Override
    public String toString() {
        return "response within " + response.toMillis() + " ms, pauses up to " + idle.toMillis() + " ms";
    }
}

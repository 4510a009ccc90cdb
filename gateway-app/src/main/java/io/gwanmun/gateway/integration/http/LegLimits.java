package io.gwanmun.gateway.integration.http;

import java.time.Duration;

/**
 * How long one call may take. Limits are kept by a coarse clock: they act up to 50 ms late, never early.
 *
 * @param responseTimeout from the start of the call to the complete head of the response, more than zero. While a request
 *     body is sent it counts from the last part the service took, and not while the client is to deliver the next
 * @param bodyIdleTimeout longest pause between parts of the response body while the reader wants more, more than zero
 */
public record LegLimits(Duration responseTimeout, Duration bodyIdleTimeout) {

    private static final LegLimits DEFAULTS = new LegLimits(Duration.ofSeconds(29), Duration.ofSeconds(60));

    public LegLimits {
        PoolLimits.requirePositive("responseTimeout", responseTimeout);
        PoolLimits.requirePositive("bodyIdleTimeout", bodyIdleTimeout);
    }

    /** Returns 29 s to the head and 60 s between parts of the body. */
    public static LegLimits ofDefaults() {
        return DEFAULTS;
    }
}

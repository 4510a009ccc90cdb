package io.gwanmun.gateway.integration.http;

import java.time.Duration;

/**
 * What one target may cost. The two counts are for all event loops together and split evenly over them, at least one
 * connection for each loop that calls the target.
 *
 * @param maxConnections open connections, 1 or more
 * @param maxWaiting calls that wait for a connection, 0 or more; one more is refused
 * @param maxWait longest wait for a connection, more than zero
 * @param maxIdle how long an unused connection is kept; should be below the keep-alive time of the service, 5 s is common
 * @param maxLife how long a connection is used at all, so that name changes are followed; ends between two calls
 * @param connectTimeout until a connection is ready: name, TCP and TLS together, more than zero
 */
public record PoolLimits(
        int maxConnections,
        int maxWaiting,
        Duration maxWait,
        Duration maxIdle,
        Duration maxLife,
        Duration connectTimeout) {

    private static final PoolLimits DEFAULTS = new PoolLimits(
            500, 1000, Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofMinutes(5), Duration.ofSeconds(2));

    public PoolLimits {
        if (maxConnections < 1) {
            throw new IllegalArgumentException("maxConnections: " + maxConnections + " (expected: 1 or more)");
        }
        if (maxWaiting < 0) {
            throw new IllegalArgumentException("maxWaiting: " + maxWaiting + " (expected: 0 or more)");
        }
        requirePositive("maxWait", maxWait);
        requirePositive("maxIdle", maxIdle);
        requirePositive("maxLife", maxLife);
        requirePositive("connectTimeout", connectTimeout);
    }

    /** Returns 500 connections, 1000 waiting for at most 2 s, 4 s idle, 5 min in all, 2 s to connect. */
    public static PoolLimits ofDefaults() {
        return DEFAULTS;
    }

    static void requirePositive(String name, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: more than zero)");
        }
    }
}

package io.gwanmun.gateway.token.reference;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the operator sets for asking introspection endpoints. The endpoints stand in the written form.
 *
 * @param timeout how long an answer may take, names and connections included, 50 ms to 30 s
 * @param requests how many questions may run at a time to one endpoint, 1 to 10000; further ones fail at once
 */
@ConfigurationProperties(prefix = "gateway.introspection", ignoreUnknownFields = false)
record IntrospectionProperties(
        @DefaultValue("2s") Duration timeout,
        @DefaultValue("64") int requests) {

    private static final Duration LEAST = Duration.ofMillis(50);
    private static final Duration MOST = Duration.ofSeconds(30);
    private static final int MOST_REQUESTS = 10_000;

    IntrospectionProperties {
        check(timeout.compareTo(LEAST) >= 0 && timeout.compareTo(MOST) <= 0, "timeout", timeout, "50ms to 30s");
        check(requests >= 1 && requests <= MOST_REQUESTS, "requests", requests, "1 to 10000");
    }

    private static void check(boolean holds, String name, Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "gateway.introspection." + name + ": " + value + " (expected: " + expected + ")");
        }
    }
}

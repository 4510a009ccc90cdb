package io.gwanmun.gateway.integration;

import org.jspecify.annotations.Nullable;

/**
 * How the calls of one route reach an upstream.
 *
 * @param upstream where they go
 * @param policy with which path
 * @param from the region they come from, when the targets are gateways of another; null when they are services
 */
record Approach(
        Upstream upstream,
        IntegrationPolicy policy,
        @Nullable String from) {}

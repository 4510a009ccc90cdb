package io.gwanmun.gateway.integration;

import io.gwanmun.gateway.route.RoutePolicy;

/**
 * How long the body of a request may be.
 *
 * @param most bytes, 0 or more
 */
record BodyLimitPolicy(long most) implements RoutePolicy {

    @Override
    public String toString() {
        return "bodies up to " + most + " bytes";
    }
}

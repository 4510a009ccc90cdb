package io.gwanmun.gateway.integration.websocket;

import java.time.Duration;

import org.springframework.util.unit.DataSize;

import io.gwanmun.gateway.route.RoutePolicy;

/**
 * That a route takes WebSockets, and what one may cost.
 *
 * @param origins whose pages may open one
 * @param maxFrame the longest payload of one frame, in both directions
 * @param maxMessage the longest message, the sum of its fragments, in both directions; where it is below maxFrame, for a frame too
 * @param idle how long no frame may pass in either direction, more than zero
 * @param maxAge how long one may be open, more than zero
 * @param perClient how many one client address may have open on the route, 1 or more
 */
record WebSocketPolicy(
        Origins origins, DataSize maxFrame, DataSize maxMessage, Duration idle, Duration maxAge, int perClient)
        implements RoutePolicy {

    static final WebSocketPolicy DEFAULTS = new WebSocketPolicy(
            Origins.SAME,
            DataSize.ofKilobytes(64),
            DataSize.ofMegabytes(1),
            Duration.ofMinutes(10),
            Duration.ofHours(2),
            100);

    @Override
    public String toString() {
        return "origins " + origins + ", frames up to " + maxFrame + ", messages up to " + maxMessage + ", idle "
                + idle.toMillis() + " ms, open " + maxAge.toMillis() + " ms, " + perClient + " for each client";
    }
}

package io.gwanmun.gateway.integration;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.api.ApiSource;
import io.gwanmun.gateway.api.PolicyShape;
import io.gwanmun.gateway.api.RouteSource;
import io.gwanmun.gateway.api.Shape;
import io.gwanmun.gateway.api.Shapes;
import io.gwanmun.gateway.pipeline.Phase;
import io.gwanmun.gateway.route.PolicyReader;
import io.gwanmun.gateway.route.RoutePolicy;

/** Reads how long the call behind may take; each limit of the route counts before the one of its API. */
public final class TimeoutReader implements PolicyReader {

    private static final Shape<Duration> LIMIT = Shapes.duration(Duration.ofMillis(50), Duration.ofHours(1));

    private static final Shape<Limits> LIMITS =
            Shapes.object("time limits", "How long the call behind may take.", fields -> {
                var response = fields.optional(
                        "response", LIMIT, "To the complete head of the answer; 29s unless said otherwise. Then 504.");
                var idle = fields.optional(
                        "idle", LIMIT, "The longest pause inside the answer's body; 60s unless said otherwise.");
                return values -> new Limits(values.find(response), values.find(idle));
            });

    private static final PolicyShape<Limits> TIMEOUT =
            PolicyShape.onBoth("timeout", Phase.RESILIENCE, LIMITS, "Time limits of the call behind.");

    @Override
    public List<PolicyShape<?>> shapes() {
        return List.of(TIMEOUT);
    }

    @Override
    public Phase phase() {
        return Phase.RESILIENCE;
    }

    @Override
    public @Nullable RoutePolicy read(ApiSource api, RouteSource route) {
        if (!DestinationReader.isService(route)) {
            return null;
        }
        TimeoutPolicy ofApi = narrowed(TimeoutPolicy.DEFAULTS, api.policies().find(TIMEOUT));
        return narrowed(ofApi, route.find(TIMEOUT));
    }

    private static TimeoutPolicy narrowed(TimeoutPolicy wide, @Nullable Limits limits) {
        if (limits == null) {
            return wide;
        }
        return new TimeoutPolicy(
                limits.response() == null ? wide.response() : limits.response(),
                limits.idle() == null ? wide.idle() : limits.idle());
    }

    /** The limits as written; null where nothing is said. */
    private record Limits(
            @Nullable Duration response, @Nullable Duration idle) {}
}

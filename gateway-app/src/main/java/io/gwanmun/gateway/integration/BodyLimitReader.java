package io.gwanmun.gateway.integration;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

import io.gwanmun.gateway.api.ApiSource;
import io.gwanmun.gateway.api.PolicyShape;
import io.gwanmun.gateway.api.RouteSource;
import io.gwanmun.gateway.api.Shapes;
import io.gwanmun.gateway.pipeline.Phase;
import io.gwanmun.gateway.route.PolicyReader;

/** Reads how long the body of a request may be; what the route says counts before what its API says. */
public final class BodyLimitReader implements PolicyReader {

    private static final PolicyShape<DataSize> MAX_BODY = PolicyShape.onBoth(
            "maxBody",
            Phase.VALIDATE,
            Shapes.SIZE,
            "How long the body of a request may be; a longer one is refused with 413. 10MB unless said otherwise.");

    @Override
    public List<PolicyShape<?>> shapes() {
        return List.of(MAX_BODY);
    }

    @Override
    public Phase phase() {
        return Phase.VALIDATE;
    }

    @Override
    public @Nullable BodyLimitPolicy read(ApiSource api, RouteSource route) {
        DataSize most = MAX_BODY.nearest(api, route);
        return most == null ? null : new BodyLimitPolicy(most.toBytes());
    }
}

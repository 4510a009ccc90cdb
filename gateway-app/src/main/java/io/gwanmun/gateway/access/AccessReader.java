package io.gwanmun.gateway.access;

import java.util.List;

import io.gwanmun.gateway.api.ApiSource;
import io.gwanmun.gateway.api.PolicyShape;
import io.gwanmun.gateway.api.RouteSource;
import io.gwanmun.gateway.api.Shapes;
import io.gwanmun.gateway.pipeline.Phase;
import io.gwanmun.gateway.route.PolicyReader;
import io.gwanmun.gateway.route.RoutePolicy;

/** Reads who may call a route; what the route says counts before what its API says. */
public final class AccessReader implements PolicyReader {

    private static final PolicyShape<String> ACCESS = PolicyShape.onBoth(
            "access",
            Phase.AUTHENTICATE,
            Shapes.words("access", "Who may call: none asks for no proof, so everybody may.", "none"),
            "Who may call. Without it every call is refused with 401.");

    @Override
    public List<PolicyShape<?>> shapes() {
        return List.of(ACCESS);
    }

    @Override
    public Phase phase() {
        return Phase.AUTHENTICATE;
    }

    @Override
    public RoutePolicy read(ApiSource api, RouteSource route) {
        return new AccessPolicy(api.policies().find(ACCESS) != null || route.find(ACCESS) != null);
    }
}

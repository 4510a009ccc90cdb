package io.gwanmun.gateway.pipeline;

import org.springframework.cloud.gateway.filter.GatewayFilter;

/** A step of a route's path: one of the engine's filters that says where in {@link Phase} it stands. */
public interface PhaseFilter extends GatewayFilter {

    /** Returns the phase this filter belongs to. */
    Phase phase();
}

package io.gwanmun.gateway.access;

import io.gwanmun.gateway.route.RoutePolicy;

/**
 * Who may call a route.
 *
 * @param isOpen whether everybody may, without proof
 */
record AccessPolicy(boolean isOpen) implements RoutePolicy {

    @Override
    public String toString() {
        return isOpen ? "everybody" : "nobody (nothing said; access: none opens the route)";
    }
}

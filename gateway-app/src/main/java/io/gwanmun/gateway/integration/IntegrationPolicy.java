package io.gwanmun.gateway.integration;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.route.RoutePolicy;
import io.gwanmun.gateway.route.match.PathTemplate;

/**
 * Where a route's calls go.
 *
 * @param upstream the name of the upstream
 * @param strip how many segments of the request's path are left out before the rest is sent; 0 sends it whole
 * @param path the path that is sent instead of the request's, with the route's parameters; null for none
 */
record IntegrationPolicy(
        String upstream, int strip, @Nullable PathTemplate path) implements RoutePolicy {

    /** Returns the same for another upstream. */
    IntegrationPolicy to(String other) {
        return new IntegrationPolicy(other, strip, path);
    }

    /** Returns the same with the whole path of the request. */
    IntegrationPolicy whole() {
        return new IntegrationPolicy(upstream, 0, null);
    }

    @Override
    public String toString() {
        if (path != null) {
            return "upstream " + upstream + ", path " + path;
        }
        return "upstream " + upstream + (strip == 0 ? ", whole path" : ", path behind the API's");
    }
}

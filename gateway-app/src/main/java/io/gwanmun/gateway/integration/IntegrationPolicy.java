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
 * @param leavesRegion whether they go to the gateway of another region, which gets the whole path in any case
 */
record IntegrationPolicy(
        String upstream, int strip, @Nullable PathTemplate path, boolean leavesRegion) implements RoutePolicy {

    /** Returns the same for another upstream. */
    IntegrationPolicy to(String other, boolean inAnotherRegion) {
        return new IntegrationPolicy(other, strip, path, inAnotherRegion);
    }

    @Override
    public String toString() {
        if (leavesRegion) {
            return "upstream " + upstream + " in another region, whole path";
        }
        if (path != null) {
            return "upstream " + upstream + ", path " + path;
        }
        return "upstream " + upstream + (strip == 0 ? ", whole path" : ", path behind the API's");
    }
}

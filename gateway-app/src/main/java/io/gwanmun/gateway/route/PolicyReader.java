package io.gwanmun.gateway.route;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.api.ApiSource;
import io.gwanmun.gateway.api.Check;
import io.gwanmun.gateway.api.Mistakes;
import io.gwanmun.gateway.api.Noun;
import io.gwanmun.gateway.api.PolicyShape;
import io.gwanmun.gateway.api.Revision;
import io.gwanmun.gateway.api.RouteSource;
import io.gwanmun.gateway.pipeline.Phase;

/**
 * What one feature adds to the written form. Found by {@link java.util.ServiceLoader}, so that the commands know the same
 * language as the running gateway, and a jar in the plug-in folder may add its own.
 */
public interface PolicyReader {

    /** Returns the keys the feature adds to APIs and routes. */
    List<PolicyShape<?>> shapes();

    /** Returns the nouns the feature adds to the top of files. */
    default List<Noun<?>> nouns() {
        return List.of();
    }

    /** Returns what must hold between written objects. */
    default List<Check> checks() {
        return List.of();
    }

    /** Looks at a route with all its policies, after every one could be read. Adds what does not fit together. */
    default void check(RoutePolicies route, Mistakes mistakes) {}

    /** Returns the phase the policy acts in. */
    Phase phase();

    /**
     * Returns what a route asks of the feature, from what is written on the API and on the route; null when that is nothing.
     * What a route says narrows what its API says.
     */
    @Nullable
    RoutePolicy read(ApiSource api, RouteSource route);

    /** Returns the same for a feature that also asks what else is written, such as which objects of a noun there are. */
    default @Nullable RoutePolicy read(ApiSource api, RouteSource route, Revision revision) {
        return read(api, route);
    }
}

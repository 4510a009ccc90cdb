package io.gwanmun.gateway.route;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.api.ApiSource;
import io.gwanmun.gateway.api.Revision;
import io.gwanmun.gateway.route.match.Found;
import io.gwanmun.gateway.route.match.RouteFacts;
import io.gwanmun.gateway.route.match.RouteIndex;

/**
 * All routes of one revision, compiled. Immutable: a change makes a new table.
 *
 * @param revision what it was compiled from
 * @param routes all routes, in the order of the files
 * @param index finds the route of a request
 * @param apis finds the API of a request that no route serves
 */
public record RouteTable(
        Revision revision, List<LiveRoute> routes, RouteIndex<LiveRoute> index, RouteIndex<ApiSource> apis) {

    public RouteTable {
        routes = List.copyOf(routes);
    }

    /** Returns the route that serves a request, or why none does. */
    public Found<LiveRoute> find(RouteFacts facts) {
        return index.find(facts);
    }

    /** Returns the API below whose path a request is, null when there is none; of several with the same path the first. */
    public @Nullable ApiSource apiOf(RouteFacts facts) {
        return apis.find(facts) instanceof Found.Matched<ApiSource> matched ? matched.route() : null;
    }
}

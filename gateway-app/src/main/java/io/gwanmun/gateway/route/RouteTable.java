package io.gwanmun.gateway.route;

import java.util.List;

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
 */
public record RouteTable(Revision revision, List<LiveRoute> routes, RouteIndex<LiveRoute> index) {

    public RouteTable {
        routes = List.copyOf(routes);
    }

    /** Returns the route that serves a request, or why none does. */
    public Found<LiveRoute> find(RouteFacts facts) {
        return index.find(facts);
    }
}

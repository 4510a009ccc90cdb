package io.gwanmun.gateway.route;

import java.util.List;

import io.gwanmun.gateway.api.Revision;
import io.gwanmun.gateway.pipeline.PhaseFilter;

/** Makes the filters of one feature for a route, once, when the table is compiled. A bean of the feature's room. */
public interface PhaseFilterFactory {

    /**
     * Returns the filters a route needs, none when it asks nothing of the feature.
     *
     * @param route the route and its policies
     * @param revision all that is written
     */
    List<PhaseFilter> filtersFor(RoutePolicies route, Revision revision);
}

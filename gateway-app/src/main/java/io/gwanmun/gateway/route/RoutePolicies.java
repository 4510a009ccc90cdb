package io.gwanmun.gateway.route;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.api.ApiSource;
import io.gwanmun.gateway.api.RouteSource;
import io.gwanmun.gateway.pipeline.Phase;
import io.gwanmun.gateway.pipeline.RouteLabel;
import io.gwanmun.gateway.route.match.PathTemplate;
import io.gwanmun.gateway.route.match.RoutePattern;

/** A route's name and what it asks of each feature. Immutable. */
public final class RoutePolicies {

    private final RouteLabel label;
    private final ApiSource api;
    private final RouteSource source;
    private final Map<Class<?>, RoutePolicy> byType = new LinkedHashMap<>();
    private final Map<Phase, RoutePolicy> byPhase = new EnumMap<>(Phase.class);

    private RoutePolicies(RouteLabel label, ApiSource api, RouteSource source) {
        this.label = label;
        this.api = api;
        this.source = source;
    }

    /** Returns the policies of a route as written. */
    static RoutePolicies read(ApiSource api, RouteSource route, List<PolicyReader> readers) {
        RoutePolicies policies = new RoutePolicies(new RouteLabel(api.name(), "default", route.name()), api, route);
        for (PolicyReader reader : readers) {
            RoutePolicy policy = reader.read(api, route);
            if (policy != null) {
                policies.byType.put(policy.getClass(), policy);
                policies.byPhase.put(reader.phase(), policy);
            }
        }
        return policies;
    }

    /** Returns what the route is called. */
    public RouteLabel label() {
        return label;
    }

    /** Returns the API as written. */
    public ApiSource api() {
        return api;
    }

    /** Returns the route as written. */
    public RouteSource source() {
        return source;
    }

    /** Returns the whole path the route serves, its API's in front. */
    public PathTemplate path() {
        return pattern().path();
    }

    /** Returns which requests the route serves. */
    RoutePattern pattern() {
        MatchPolicy match = policy(MatchPolicy.class);
        if (match == null) {
            throw new IllegalStateException(label.path() + ": no match (expected: every route has one)");
        }
        return match.pattern();
    }

    /** Returns what the route asks of a feature, null when that is nothing. */
    public <P extends RoutePolicy> @Nullable P policy(Class<P> type) {
        return type.cast(byType.get(type));
    }

    /** Returns what the route asks, in the order of phases. */
    public Map<Phase, RoutePolicy> byPhase() {
        return Collections.unmodifiableMap(byPhase);
    }
}

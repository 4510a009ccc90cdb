package io.gwanmun.gateway.route;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.api.ApiSource;
import io.gwanmun.gateway.api.Place;
import io.gwanmun.gateway.api.Policies;
import io.gwanmun.gateway.api.Revision;
import io.gwanmun.gateway.api.RouteSource;
import io.gwanmun.gateway.api.Written;
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
    private final List<Entry> entries = new ArrayList<>();

    private RoutePolicies(RouteLabel label, ApiSource api, RouteSource source) {
        this.label = label;
        this.api = api;
        this.source = source;
    }

    /** Returns the policies of a route as written. */
    static RoutePolicies read(ApiSource api, RouteSource route, Revision revision, List<PolicyReader> readers) {
        RoutePolicies policies = new RoutePolicies(new RouteLabel(api.name(), "default", route.name()), api, route);
        for (PolicyReader reader : readers) {
            RoutePolicy policy = reader.read(api, route, revision);
            if (policy != null) {
                policies.byType.put(policy.getClass(), policy);
                policies.entries.add(new Entry(reader.phase(), policy, places(api, route, reader)));
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
    public RoutePattern pattern() {
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

    /** Returns whether everybody may call the route; then nobody is proved, and there is no caller to ask anything of. */
    public boolean isOpen() {
        return byType.values().stream().anyMatch(RoutePolicy::isOpen);
    }

    /** Returns whether something of the route has to know which country a call comes from. */
    public boolean asksForCountry() {
        return byType.values().stream().anyMatch(RoutePolicy::asksForCountry);
    }

    /** Returns all the route asks and where it is written, in the order of phases; within one phase that of the readers. */
    public List<Entry> entries() {
        return entries.stream().sorted(Comparator.comparing(Entry::phase)).toList();
    }

    private static List<Place> places(ApiSource api, RouteSource route, PolicyReader reader) {
        List<Place> places = new ArrayList<>();
        for (Policies written : List.of(route.policies(), api.policies())) {
            reader.shapes().stream()
                    .map(written::written)
                    .filter(Objects::nonNull)
                    .map(Written::place)
                    .forEach(places::add);
        }
        return places;
    }

    /**
     * One thing the route asks.
     *
     * @param phase when it acts
     * @param policy what it is
     * @param places where it is written, on the route before on its API; empty for what holds without a word
     */
    public record Entry(Phase phase, RoutePolicy policy, List<Place> places) {
        /** Copies the places. */
        public Entry {
            places = List.copyOf(places);
        }

        /** Tells whether this is which requests the route serves. */
        public boolean isPattern() {
            return policy instanceof MatchPolicy;
        }
    }
}

package io.gwanmun.gateway.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An API as written, put together from all files that speak of it.
 *
 * @param name its name, unique among APIs
 * @param head what is said of it as a whole
 * @param policies what is written on it, without its routes
 * @param routes its routes by name, in the order of the files
 * @param source the whole API
 * @param where the way to it
 */
public record ApiSource(
        String name, Head head, Policies policies, Map<String, RouteSource> routes, Source source, Where where) {

    /** Copies the routes and keeps their order. */
    public ApiSource {
        routes = Collections.unmodifiableMap(new LinkedHashMap<>(routes));
    }

    /** Returns the path all its routes begin with, {@code /} when it has none of its own. */
    public String path() {
        return head.path();
    }

    /** Returns the hosts it answers on; empty means every host. */
    public List<String> hosts() {
        return head.hosts();
    }

    /** Returns whether services see the API's path in front of the route's. */
    public boolean keepPath() {
        return head.keepPath();
    }

    /** Returns where the API stands first. */
    public Place place() {
        return source.place();
    }

    /**
     * What is said of an API as a whole.
     *
     * @param path the path all its routes begin with
     * @param hosts the hosts it answers on; empty means every host
     * @param keepPath whether services see the path
     * @param description what it is for, empty when nobody said
     */
    public record Head(String path, List<String> hosts, boolean keepPath, String description) {

        /** Copies the hosts. */
        public Head {
            hosts = List.copyOf(hosts);
        }
    }
}

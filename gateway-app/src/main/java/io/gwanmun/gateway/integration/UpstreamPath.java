package io.gwanmun.gateway.integration;

import io.gwanmun.gateway.route.match.PathParameters;
import io.gwanmun.gateway.route.match.PathTemplate;

/** Makes the path a service sees from the path of a request. Pure. */
final class UpstreamPath {

    private UpstreamPath() {}

    /**
     * Returns the path behind a target's base path.
     *
     * @param path the canonical path of the request
     * @param policy what the route says
     * @param parameters the values of the route's path parameters
     * @return a path beginning with a slash, or empty when the API's own path was called
     */
    static String of(String path, IntegrationPolicy policy, PathParameters parameters) {
        if (policy.leavesRegion()) {
            return path;
        }
        PathTemplate template = policy.path();
        return template != null ? template.expand(parameters) : behind(path, policy.strip());
    }

    /** Returns what stands behind a number of segments. */
    static String behind(String path, int segments) {
        int at = 0;
        for (int i = 0; i < segments; i++) {
            at = path.indexOf('/', at + 1);
            if (at < 0) {
                return "";
            }
        }
        return at == 0 ? path : path.substring(at);
    }
}

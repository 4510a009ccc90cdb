package io.gwanmun.gateway.integration;

import io.gwanmun.gateway.route.RoutePolicy;

/**
 * A redirect to another address.
 *
 * @param target the address
 * @param status 301, 302, 303, 307 or 308
 * @param keepsQuery whether the query of the request goes along
 */
record RedirectPolicy(RedirectTarget target, int status, boolean keepsQuery) implements RoutePolicy {

    @Override
    public String toString() {
        return "redirect " + status + " to " + target + (keepsQuery ? ", with the query" : ", without the query");
    }
}

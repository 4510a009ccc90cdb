package io.gwanmun.gateway.route.match;

import java.time.Instant;
import java.util.List;

/**
 * What a request shows when its route is looked for. Each fact is asked for only when a route in question needs it: a look-up among
 * routes without conditions reads no header, no query and no clock.
 *
 * <p>All answers stay the same during one look-up. What an implementation throws ends the look-up.
 */
public interface RouteFacts {

    /** Returns the method, case-sensitive, such as {@code GET}. */
    String method();

    /** Returns the host in lower case, without port and without a final dot; empty when the request names none. */
    String host();

    /**
     * Returns the canonical path: starts with a slash, without query, without dot segments and empty segments (a final slash
     * stays), percent-encoding normalised by RFC 3986 section 6.2.2. A path without a leading slash meets no route.
     */
    String path();

    /**
     * Returns all values of a header, one for each line; empty when there is none.
     *
     * @param name the name in lower case
     */
    List<String> headers(String name);

    /**
     * Returns all decoded values of a query parameter in order; a parameter without a value has the value {@code ""}; empty when
     * there is none.
     *
     * @param name the decoded name, case-sensitive
     */
    List<String> query(String name);

    /**
     * Returns all values of a cookie in order; empty when there is none.
     *
     * @param name the name, case-sensitive
     */
    List<String> cookies(String name);

    /** Returns the wall time of the request. */
    Instant now();

    /** Returns the number that decides between routes that share by weight, from 0 (inclusive) to 1 (exclusive). */
    double draw();
}

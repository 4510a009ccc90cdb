package io.gwanmun.gateway.route.match;

/**
 * A route that wants to be found.
 *
 * @param name the route's name in messages to people
 * @param pattern what it asks of a request
 * @param route what is found
 * @param <R> the type of routes
 */
public record Candidate<R>(String name, RoutePattern pattern, R route) {}

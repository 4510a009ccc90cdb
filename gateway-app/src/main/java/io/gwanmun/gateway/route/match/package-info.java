/**
 * Which route serves a request: patterns as they are written, and the index that finds the one that fits best.
 *
 * <p>Start reading at {@link io.gwanmun.gateway.route.match.RoutePattern} (what a route asks of a request), then
 * {@link io.gwanmun.gateway.route.match.RouteIndex} (how the best one is found). Everything here is plain Java: time, headers
 * and chance come in through {@link io.gwanmun.gateway.route.match.RouteFacts}.
 *
 * <h2>Which route is chosen</h2>
 * Of all routes that fit a request the first by these rules, in this order, is chosen:
 * <ol>
 *   <li><b>Host.</b> A route for the exact host goes before one for {@code *.example.com}, a longer wildcard before a shorter
 *       one, and a route without hosts comes last.
 *   <li><b>Path.</b> Templates are compared segment by segment from the left: a literal goes before {@code {name}}, that before
 *       {@code {name...}}. A template that ends goes before one that matches the same path with an empty {@code {name...}}.
 *   <li><b>Method.</b> A route that names the method goes before a route for any method.
 *   <li><b>Priority.</b> The higher number goes first.
 *   <li><b>Conditions.</b> The route with more conditions goes first.
 * </ol>
 * A route that does not accept the method, or one of whose conditions does not hold, is passed over, and the search goes on to
 * the less specific ones, at last from the exact host to the wildcards and to the routes without hosts.
 *
 * <p>{@code HEAD} is served, among routes with the same host and path, by those that name it, then by those for any method, then
 * by those that name {@code GET}.
 *
 * <p>Where no route is chosen: when at least one route fits by host and path but none of those accepts the method, the method is
 * not allowed, and the answer lists the methods of all of them, {@code HEAD} where there is {@code GET}, and {@code OPTIONS}. In
 * every other case, so also when only a condition did not hold, no route is found.
 *
 * <h2>Ties</h2>
 * Two routes that the rules cannot order for some request are an error when the routes are compiled: same host, same path but for
 * the names of parameters, a method in common (or both for any method), same priority, same number of conditions. They are no
 * tie when one condition of each proves them apart:
 * <ul>
 *   <li>on the same header, query parameter or cookie: values that have nothing in common ({@code exact}, {@code anyOf},
 *       {@code prefix}, or one of these against a {@code pattern} that fits none of its values), or {@code absent} against any
 *       other test;
 *   <li>times that do not overlap.
 * </ul>
 * Values are taken as single here. A request may still carry a header, parameter or cookie twice and so meet both routes; then the
 * one that stands first in the list of routes is chosen.
 *
 * <p>Routes that are equal in hosts, path, methods, priority and conditions may share the requests by weight: each carries one.
 *
 * <p>Imports no other room.
 */
@NamedInterface("match")
@NullMarked
package io.gwanmun.gateway.route.match;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

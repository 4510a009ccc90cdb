/**
 * The live form of what is written: which route serves a request, and the filters it runs through.
 *
 * <p>Start reading at {@link io.gwanmun.gateway.route.RouteHandler}, the match phase of every request. A
 * {@link io.gwanmun.gateway.route.RouteCompiler} turns a checked revision into a
 * {@link io.gwanmun.gateway.route.RouteTable}; {@link io.gwanmun.gateway.route.RouteTables} holds the one that is live and
 * swaps it in one step. {@code match} is the index, {@code engine} the adapter to Spring Cloud Gateway's own filters.
 *
 * <p>A route knows no feature: each brings a {@link io.gwanmun.gateway.route.PolicyReader} for what is written and a
 * {@link io.gwanmun.gateway.route.PhaseFilterFactory} for what is done.
 *
 * <p>Imports {@code pipeline}, {@code api}.
 */
@ApplicationModule(allowedDependencies = {"pipeline", "api"})
@NullMarked
package io.gwanmun.gateway.route;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

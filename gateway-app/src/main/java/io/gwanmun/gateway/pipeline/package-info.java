/**
 * What every room shares: the order of a request's path, the state of one request, and the catalogue of what can go wrong.
 *
 * <p>Start reading at {@link io.gwanmun.gateway.pipeline.Phase}: it is the path of a request, in order. A
 * {@link io.gwanmun.gateway.pipeline.Call} is what is known of one request on its way, a
 * {@link io.gwanmun.gateway.pipeline.Fault} is one thing that can go wrong, and
 * {@link io.gwanmun.gateway.pipeline.Refusals} is the only place that turns a fault into an answer.
 *
 * <p>Imports no other room.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.gwanmun.gateway.pipeline;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/**
 * The way in: the listener, and the first phase of every request.
 *
 * <p>Start reading at {@link io.gwanmun.gateway.ingress.DataPort}: it opens the {@link io.gwanmun.gateway.pipeline.Call},
 * hands the request to the routes, answers what went wrong and tells the listeners how it ended.
 *
 * <p>Imports {@code pipeline}, and {@code network} for the address of the caller.
 */
@ApplicationModule(allowedDependencies = {"pipeline", "network"})
@NullMarked
package io.gwanmun.gateway.ingress;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/**
 * Addresses: whose word about a caller's address counts, which callers a route serves, and where the gateway itself may
 * connect to.
 *
 * <p>Start reading at {@link io.gwanmun.gateway.network.ClientAddresses}: it finds the one address a caller is known by. What
 * people write stands under the noun {@code network}; {@link io.gwanmun.gateway.network.OutboundPolicy} guards the calls
 * behind, {@link io.gwanmun.gateway.network.ForwardedHeaders} tells services who called, {@link
 * io.gwanmun.gateway.network.ArrivingHeaders} takes away what callers must not say.
 *
 * <p>Imports {@code pipeline}, {@code api}, {@code route}.
 */
@ApplicationModule(allowedDependencies = {"pipeline", "api", "route"})
@NullMarked
package io.gwanmun.gateway.network;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

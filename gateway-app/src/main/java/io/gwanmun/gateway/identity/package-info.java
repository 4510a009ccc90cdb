/**
 * What services get to know of the caller: headers, a signed token, and not the caller's own credentials.
 *
 * <p>Start reading at {@link io.gwanmun.gateway.identity.IdentityReader}, which says what may be written, and
 * {@link io.gwanmun.gateway.identity.IdentityFilter}, which does it. The gateway's own {@link
 * io.gwanmun.gateway.identity.SigningKey} signs; services find its public half at {@link
 * io.gwanmun.gateway.identity.JwksEndpoint}. Names that a policy gives to headers are the gateway's alone:
 * {@link io.gwanmun.gateway.route.ReservedNames} has the way in remove them from every request.
 *
 * <p>Imports {@code pipeline}, {@code api}, {@code route}.
 */
@ApplicationModule(allowedDependencies = {"pipeline", "api", "route"})
@NullMarked
package io.gwanmun.gateway.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/**
 * Who may call a route. Until a route says otherwise nobody may: the only thing to say today is {@code access: none}, which
 * opens it to everybody.
 *
 * <p>Imports {@code pipeline}, {@code api}, {@code route}.
 */
@ApplicationModule(allowedDependencies = {"pipeline", "api", "route"})
@NullMarked
package io.gwanmun.gateway.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

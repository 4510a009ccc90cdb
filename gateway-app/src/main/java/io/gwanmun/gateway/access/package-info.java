/**
 * Who may call a route: what a caller must show, and what it may do. Until a route says otherwise a token of any issuer is
 * needed; {@code access: none} opens it to everybody. Start reading at {@link io.gwanmun.gateway.access.AccessPolicy}.
 *
 * <p>Imports {@code pipeline}, {@code api}, {@code route}, {@code token}.
 */
@ApplicationModule(allowedDependencies = {"pipeline", "api", "route", "token"})
@NullMarked
package io.gwanmun.gateway.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

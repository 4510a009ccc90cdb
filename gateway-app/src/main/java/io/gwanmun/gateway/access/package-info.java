/**
 * Who may call a route. Until a route says otherwise nobody may: {@code access: none} opens it to everybody, and
 * {@code access: clientCertificate} to those whose connection has a certificate that was verified in the handshake.
 *
 * <p>Imports {@code pipeline}, {@code api}, {@code route}.
 */
@ApplicationModule(allowedDependencies = {"pipeline", "api", "route"})
@NullMarked
package io.gwanmun.gateway.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/**
 * The call behind the gateway: which upstream, which of its targets, over which connection, and how the answer comes back.
 *
 * <p>Imports {@code pipeline}, {@code api}, {@code route} with the path templates of its back room {@code match}, and
 * {@code tls}.
 */
@ApplicationModule(allowedDependencies = {"pipeline", "api", "route", "route :: match", "tls"})
@NullMarked
package io.gwanmun.gateway.integration;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/**
 * The call behind the gateway: which upstream, which of its targets, over which connection, and how the answer comes back.
 *
 * <p>Imports {@code pipeline}, {@code api}, {@code country} for what cases call countries, {@code network} for what addresses are allowed and told, {@code tls}, {@code route}
 * and of its back room {@code match} the path templates, {@code token} for the names of issuers.
 */
@ApplicationModule(
        allowedDependencies = {"pipeline", "api", "country", "network", "route", "route :: match", "tls", "token"})
@NullMarked
package io.gwanmun.gateway.integration;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

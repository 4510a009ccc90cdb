/**
 * What a bearer token says, and whether to believe it. JSON Web Tokens are checked here, reference tokens are looked up where
 * they are known; both are kept near for a while, so that the next call with the same token costs one look.
 *
 * <p>Imports {@code pipeline}, {@code api}, {@code route}, {@code network}, {@code state}.
 */
@ApplicationModule(allowedDependencies = {"pipeline", "api", "route", "network", "state"})
@NullMarked
package io.gwanmun.gateway.token;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/**
 * What instances share, and what the authorization server tells them: one Redis, reached in time or not at all.
 *
 * <p>Start reading at {@link io.gwanmun.gateway.state.SharedState}: what other rooms ask. What it is made of stands in the back
 * room {@code redis}, the only place that knows the driver; every key is listed in {@code docs/state.md}.
 *
 * <p>Imports {@code pipeline}.
 */
@ApplicationModule(allowedDependencies = {"pipeline"})
@NullMarked
package io.gwanmun.gateway.state;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

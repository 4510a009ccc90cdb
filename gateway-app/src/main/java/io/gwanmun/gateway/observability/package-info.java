/**
 * What operators see: metrics, the access log and the management port. It listens; nobody imports it.
 *
 * <p>Start reading at {@link io.gwanmun.gateway.observability.Meters} and
 * {@link io.gwanmun.gateway.observability.AccessLog}: both hear of every request that ended. The meters are listed in
 * {@link io.gwanmun.gateway.observability.GatewayMeters}. An event of the access log waits in an
 * {@link io.gwanmun.gateway.observability.EventRing} until the {@link io.gwanmun.gateway.observability.LineWriter} turns
 * it into a line and hands it to a {@link io.gwanmun.gateway.observability.LineSink}. The management port is Spring Boot's;
 * its settings stand in {@code application.yaml}.
 *
 * <p>May import {@code pipeline}.
 */
@ApplicationModule(allowedDependencies = {"pipeline"})
@NullMarked
package io.gwanmun.gateway.observability;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

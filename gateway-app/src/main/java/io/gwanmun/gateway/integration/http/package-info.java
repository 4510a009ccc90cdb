/**
 * Calls a service over HTTP/1.1 or HTTP/2, on the thread of the request and without the engine's client.
 *
 * <p>Start reading at {@link io.gwanmun.gateway.integration.http.HttpLeg}: it is one target with its connections. A call
 * is a {@code LegCall}, it finds or opens a {@code LegConnection} in the {@code LoopPool} of its event loop, a
 * {@code ResponseReader} collects what comes back, and a {@code LegBody} streams what did not come at once.
 * {@code LoopSweep} keeps all time limits of a loop.
 *
 * <p>A back room of {@code integration}; imports {@code pipeline} only.
 */
@NullMarked
package io.gwanmun.gateway.integration.http;

import org.jspecify.annotations.NullMarked;

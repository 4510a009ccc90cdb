/**
 * Calls a service over HTTP/1.1 or HTTP/2, on the thread of the request and without the engine's client.
 *
 * <p>Start reading at {@link io.gwanmun.gateway.integration.http.HttpLeg}: it is one target with its connections. A call
 * is a {@code LegCall}, the {@code LoopPool} of its event loop finds or opens a {@code LegCarrier} for it, a
 * {@code ResponseReader} collects what comes back, and a {@code LegBody} streams what did not come at once.
 * {@code LoopSweep} keeps all time limits of a loop.
 *
 * <p>Carriers are where the two versions differ: of HTTP/1.1 the {@code LegConnection} itself, with {@code LegDecoder} and
 * {@code LegEncoder}; of HTTP/2 one {@code Http2LegStream} of many on an {@code Http2LegConnection}, with Netty's frame
 * codec, whose limits stand in {@code Http2Codec}. All else is the same for both.
 *
 * <p>A back room of {@code integration}; imports {@code pipeline} only.
 */
@NullMarked
package io.gwanmun.gateway.integration.http;

import org.jspecify.annotations.NullMarked;

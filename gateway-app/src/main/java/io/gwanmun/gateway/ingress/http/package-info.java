/**
 * The server: connections of clients, over HTTP/1.1 and HTTP/2, on plain Netty.
 *
 * <p>Start reading at {@link io.gwanmun.gateway.ingress.http.DataServer}: it listens, and stops in order. A
 * {@code ConnectionInitializer} decides what a connection speaks: an {@code Http1Connection} carries one call after the other,
 * an {@code Http2Connection} many at a time, each on an {@code Http2Stream}. A {@link io.gwanmun.gateway.ingress.http.ServerCall}
 * is one request and its answer, the same on both; whoever listens gets it by a
 * {@link io.gwanmun.gateway.ingress.http.CallReceiver}. {@link io.gwanmun.gateway.ingress.http.ServerLimits} says how much and
 * how slow a client may be.
 *
 * <p>A back room of {@code ingress}; imports {@code pipeline} only.
 */
@NullMarked
package io.gwanmun.gateway.ingress.http;

import org.jspecify.annotations.NullMarked;

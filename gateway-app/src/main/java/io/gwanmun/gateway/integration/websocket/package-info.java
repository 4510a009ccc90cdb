/**
 * WebSocket (<a href="https://datatracker.ietf.org/doc/html/rfc6455">RFC 6455</a>) between a client and a service, with one life
 * for both connections. The service is asked first; the client hears 101 only when the service has said so.
 *
 * <p>Start reading at {@link io.gwanmun.gateway.integration.websocket.Opening}: it is one handshake on its way. A
 * {@code WebSocketFilter} makes it when a request asks for WebSocket; when both sides have gone over, a {@code Relay} carries
 * frames between its two {@code Side}s until both are closed. {@code OpenSockets} counts them.
 *
 * <p>A back room of {@code integration}; imports {@code pipeline}, {@code api}, {@code route} and the room {@code http} beside.
 */
@NullMarked
package io.gwanmun.gateway.integration.websocket;

import org.jspecify.annotations.NullMarked;

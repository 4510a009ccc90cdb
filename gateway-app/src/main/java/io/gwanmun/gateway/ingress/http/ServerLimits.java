package io.gwanmun.gateway.ingress.http;

import java.time.Duration;

/**
 * How much and how slow a client may be.
 *
 * @param requestLine bytes of the request line, 1 or more; longer ones are answered 414
 * @param head bytes of all header fields together, 1 or more; more is answered 431
 * @param fields header fields of one request, 1 or more; more are answered 431
 * @param body bytes of a request's body, 0 or more, where a route says nothing else; more is answered 413
 * @param headTimeout from a request's first byte to the end of its head, and from a new connection to its first request;
 *     answered 408
 * @param handshakeTimeout for the TLS handshake
 * @param idle how long a connection is kept without a request
 * @param rate bytes a second that a body must at least come with, and an answer be taken with; slower ones are answered 408,
 *     or cut when the answer has begun
 * @param rateGrace how long a body or an answer may stay below the rate
 * @param connections connections in all, 1 or more
 * @param connectionsPerAddress connections from one address, 1 or more; trusted proxies may have any number
 * @param requestsPerConnection requests after which a connection is closed, 1 or more
 * @param streams HTTP/2 streams at a time on one connection, 1 or more
 * @param resets HTTP/2 streams that one connection may reset, or have reset, within 30 seconds
 */
public record ServerLimits(
        int requestLine,
        int head,
        int fields,
        long body,
        Duration headTimeout,
        Duration handshakeTimeout,
        Duration idle,
        long rate,
        Duration rateGrace,
        int connections,
        int connectionsPerAddress,
        long requestsPerConnection,
        int streams,
        int resets) {}

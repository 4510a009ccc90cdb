package io.gwanmun.gateway.ingress;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

import io.gwanmun.gateway.ingress.http.ServerLimits;

/**
 * What the operator sets for the listener. Ports and addresses in clear are set with Spring Boot's {@code server.*}.
 *
 * @param maxRequestLine length of a request line, 256 bytes to 64 KB; a longer one is answered 414
 * @param maxHead length of all header fields together, 256 bytes to 256 KB; more is answered 431
 * @param maxFields number of header fields, 1 to 10000; more are answered 431
 * @param methods methods that are served, upper case; any other is answered 405 before a route is looked for. {@code CONNECT}
 *     and {@code TRACE} never are
 * @param maxBody length of a request's body where a route says nothing else; a longer one is answered 413
 * @param headTimeout time from the first byte of a request to the end of its head, and from a new connection to its first
 *     request; then 408
 * @param idleTimeout how long a connection is kept without a request
 * @param minRate least speed per second of a request's body, and of a client that takes its answer; slower ones are answered
 *     408, or cut when the answer has begun
 * @param rateGrace how long a body or an answer may stay below that speed
 * @param maxConnections connections in all; further ones are closed at once
 * @param maxConnectionsPerAddress connections from one address; trusted proxies may have any number
 * @param maxRequestsPerConnection requests after which a connection is closed, so that clients spread over instances
 * @param tls the listener with TLS
 * @param http2 what holds for connections that speak HTTP/2
 * @param proxyProtocol whether connections begin with a PROXY protocol header
 * @param drainDelay how long the gateway serves as before after it has been told to stop, so that load balancers notice
 * @param drainTimeout how long requests that run may take to end after that
 * @param healthPath path on the data port that answers 200 while the gateway is ready and 503 when not; empty for none
 */
@Validated
@ConfigurationProperties(prefix = "gateway.ingress", ignoreUnknownFields = false)
record IngressProperties(
        @DefaultValue("8KB") DataSize maxRequestLine,
        @DefaultValue("16KB") DataSize maxHead,
        @DefaultValue("100") int maxFields,

        @DefaultValue({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
        List<String> methods,

        @DefaultValue("10MB") DataSize maxBody,
        @DefaultValue("10s") Duration headTimeout,
        @DefaultValue("60s") Duration idleTimeout,
        @DefaultValue("240B") DataSize minRate,
        @DefaultValue("10s") Duration rateGrace,
        @DefaultValue("10000") int maxConnections,
        @DefaultValue("2000") int maxConnectionsPerAddress,
        @DefaultValue("10000") long maxRequestsPerConnection,
        @DefaultValue Tls tls,
        @DefaultValue Http2 http2,
        @DefaultValue("off") ProxyProtocol proxyProtocol,
        @DefaultValue("5s") Duration drainDelay,
        @DefaultValue("30s") Duration drainTimeout,
        @DefaultValue("") String healthPath) {

    private static final long SMALLEST_HEAD = 256;
    private static final long LARGEST_LINE = 64 * 1024;
    private static final long LARGEST_HEAD = 256 * 1024;
    private static final Set<String> NEVER = Set.of("CONNECT", "TRACE");
    private static final int HIGHEST_PORT = 65_535;
    private static final int MOST_FIELDS = 10_000;

    IngressProperties {
        range("max-request-line", maxRequestLine.toBytes(), SMALLEST_HEAD, LARGEST_LINE);
        range("max-head", maxHead.toBytes(), SMALLEST_HEAD, LARGEST_HEAD);
        range("max-fields", maxFields, 1, MOST_FIELDS);
        methods = List.copyOf(methods);
        for (String method : methods) {
            if (!method.matches("[A-Z][A-Z-]{0,31}") || NEVER.contains(method)) {
                throw new IllegalArgumentException(
                        "methods: " + method + " (expected: upper case such as PURGE, neither CONNECT nor TRACE)");
            }
        }
        range("max-body", maxBody.toBytes(), 0, Long.MAX_VALUE);
        positive("head-timeout", headTimeout);
        positive("idle-timeout", idleTimeout);
        range("min-rate", minRate.toBytes(), 1, Integer.MAX_VALUE);
        positive("rate-grace", rateGrace);
        range("max-connections", maxConnections, 1, Integer.MAX_VALUE);
        range("max-connections-per-address", maxConnectionsPerAddress, 1, Integer.MAX_VALUE);
        range("max-requests-per-connection", maxRequestsPerConnection, 1, Integer.MAX_VALUE);
        notNegative("drain-delay", drainDelay);
        notNegative("drain-timeout", drainTimeout);
        if (!healthPath.isEmpty() && !healthPath.startsWith("/")) {
            throw new IllegalArgumentException("health-path: " + healthPath + " (expected: a path such as /healthz)");
        }
    }

    /** Returns the part of it that is about how much and how slow a client may be. */
    ServerLimits limits() {
        return new ServerLimits(
                (int) maxRequestLine.toBytes(),
                (int) maxHead.toBytes(),
                maxFields,
                maxBody.toBytes(),
                headTimeout,
                tls.handshakeTimeout(),
                idleTimeout,
                minRate.toBytes(),
                rateGrace,
                maxConnections,
                maxConnectionsPerAddress,
                maxRequestsPerConnection,
                http2.maxStreams(),
                http2.maxResets());
    }

    private static void range(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + least + " to " + most + ")");
        }
    }

    private static void positive(String name, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: more than zero)");
        }
    }

    private static void notNegative(String name, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: zero or more)");
        }
    }

    /**
     * The listener with TLS; its certificates stand in the written form.
     *
     * @param port where it listens, 0 for any free port; -1 for no such listener
     * @param publicPort port that redirects to https name: where clients reach the listener, 1 to 65535
     * @param handshakeTimeout how long a TLS handshake may take
     */
    record Tls(
            @DefaultValue("-1") int port,
            @DefaultValue("443") int publicPort,
            @DefaultValue("10s") Duration handshakeTimeout) {
        Tls {
            range("tls.port", port, -1, HIGHEST_PORT);
            range("tls.public-port", publicPort, 1, HIGHEST_PORT);
            positive("tls.handshake-timeout", handshakeTimeout);
        }
    }

    /**
     * What holds for connections that speak HTTP/2.
     *
     * @param maxStreams requests at a time on one connection, 1 to 10000
     * @param maxResets streams that one connection may reset, or cause to be reset, in 30 seconds; then it is closed
     */
    record Http2(
            @DefaultValue("100") int maxStreams,
            @DefaultValue("200") int maxResets) {
        Http2 {
            range("http2.max-streams", maxStreams, 1, MOST_FIELDS);
            range("http2.max-resets", maxResets, 1, Integer.MAX_VALUE);
        }
    }

    /** Whether connections begin with a PROXY protocol header. */
    enum ProxyProtocol {
        /** They do not. */
        OFF,
        /** They must, version 1 or 2, and only trusted proxies may connect. */
        REQUIRED
    }
}

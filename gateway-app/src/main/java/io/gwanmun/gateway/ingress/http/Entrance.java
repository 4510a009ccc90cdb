package io.gwanmun.gateway.ingress.http;

import java.net.InetAddress;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.tls.ServerCertificates;

/**
 * How connections come in at one address.
 *
 * @param certificates what clients are shown, null for a listener in clear
 * @param proxies says from which addresses connections begin with a PROXY protocol header, null when none do; connections
 *     from other addresses are then closed
 */
public record Entrance(
        @Nullable ServerCertificates certificates, @Nullable Predicate<InetAddress> proxies) {}

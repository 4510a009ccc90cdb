package io.gwanmun.gateway.ingress;

import java.net.InetAddress;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.ingress.http.Entrance;
import io.gwanmun.gateway.tls.ServerCertificates;

/**
 * The two ways in.
 *
 * @param certificates what clients are shown on the one with TLS
 * @param proxies whose connections begin with a PROXY protocol header, null when none do
 */
record Entrances(ServerCertificates certificates, @Nullable Predicate<InetAddress> proxies) {

    Entrance clear() {
        return new Entrance(null, proxies);
    }

    Entrance secure() {
        return new Entrance(certificates, proxies);
    }
}

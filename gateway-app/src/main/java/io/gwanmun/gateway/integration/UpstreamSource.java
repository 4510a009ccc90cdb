package io.gwanmun.gateway.integration;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.integration.balance.WeightedRoundRobin;
import io.gwanmun.gateway.integration.http.HttpTarget;
import io.gwanmun.gateway.integration.http.PoolLimits;
import io.gwanmun.gateway.integration.http.Protocol;
import io.gwanmun.gateway.tls.ServiceTls;

/**
 * An upstream as written: the instances of one service.
 *
 * @param targets at least one, at most 100
 * @param pool what its connections may cost, for each target
 * @param protocol what is spoken with them
 * @param tls trust and certificate of its own; null for what the Java runtime trusts
 * @param region the region whose gateways the targets are; null when they are services
 * @param failover the name of the upstream that stands in when none of the targets can be reached; null for none
 */
record UpstreamSource(
        List<Target> targets,
        PoolLimits pool,
        Protocol protocol,
        @Nullable ServiceTls tls,
        @Nullable String region,
        @Nullable String failover) {

    private static final int MOST_TARGETS = 100;

    UpstreamSource {
        targets = List.copyOf(targets);
        if (targets.isEmpty() || targets.size() > MOST_TARGETS) {
            throw new IllegalArgumentException("targets: " + targets.size() + " (expected: 1 to " + MOST_TARGETS + ")");
        }
        for (Target target : targets) {
            if (tls != null && !target.address().secure()) {
                throw new IllegalArgumentException(
                        "tls beside the target http://" + target.authority() + " (expected: https in every target)");
            }
        }
    }

    /**
     * One instance.
     *
     * @param address where it listens
     * @param authority the {@code Host} field of calls to it
     * @param basePath what stands in front of every path, without a final slash; may be empty
     * @param weight its share, 1 to 1,000
     */
    record Target(HttpTarget address, String authority, String basePath, int weight) {

        Target {
            if (weight < 1 || weight > WeightedRoundRobin.GREATEST_WEIGHT) {
                throw new IllegalArgumentException(
                        "weight: " + weight + " (expected: 1 to " + WeightedRoundRobin.GREATEST_WEIGHT + ")");
            }
        }

        /** Returns the target of an address, its path without a final slash. */
        static Target of(java.net.URI url, int weight) {
            boolean secure = "https".equals(url.getScheme());
            int port = url.getPort() >= 0 ? url.getPort() : secure ? 443 : 80;
            String host = url.getHost().startsWith("[")
                    ? url.getHost().substring(1, url.getHost().length() - 1)
                    : url.getHost();
            HttpTarget address = new HttpTarget(secure, host, port);
            String path = url.getRawPath();
            String base = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
            return new Target(address, address.authority(), base, weight);
        }
    }
}

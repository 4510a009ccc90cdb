package io.gwanmun.gateway.integration;

import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.gwanmun.gateway.network.OutboundPolicy;
import io.gwanmun.gateway.pipeline.Ticker;

/** Asks the outbound policy for the connections of one upstream; says at most once a minute what it refuses. */
final class OutboundGate implements Predicate<InetAddress> {

    private static final Logger log = LoggerFactory.getLogger(OutboundGate.class);
    private static final long QUIET_NANOS = Duration.ofMinutes(1).toNanos();

    private final String upstream;
    private final OutboundPolicy policy;
    private final Ticker ticker;
    private final AtomicReference<@Nullable Long> saidAt = new AtomicReference<>();

    OutboundGate(String upstream, OutboundPolicy policy, Ticker ticker) {
        this.upstream = upstream;
        this.policy = policy;
        this.ticker = ticker;
    }

    OutboundPolicy policy() {
        return policy;
    }

    @Override
    public boolean test(InetAddress address) {
        if (policy.allows(address)) {
            return true;
        }
        Long before = saidAt.get();
        long now = ticker.nanos();
        if ((before == null || now - before >= QUIET_NANOS) && saidAt.compareAndSet(before, now)) {
            OutboundPolicy.Refused refused = policy.refused(address);
            log.warn(
                    "upstream={} address={}: {}, which the gateway does not connect to unless you say so. Write {} if it is meant",
                    upstream,
                    address.getHostAddress(),
                    refused.what(),
                    refused.remedy());
        }
        return false;
    }
}

package io.gwanmun.gateway.integration;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.api.Revision;
import io.gwanmun.gateway.api.Written;
import io.gwanmun.gateway.integration.http.HttpLegs;
import io.gwanmun.gateway.network.OutboundPolicy;
import io.gwanmun.gateway.pipeline.Ticker;
import io.gwanmun.gateway.route.RevisionScope;

/**
 * The upstreams in use, by name. Connections are kept here and not in the route table: a new revision finds the upstreams
 * that did not change with their connections open. What a revision asks for that never becomes live is let go. A change of the
 * outbound policy opens all anew, so that no connection lives on to an address that is refused now.
 */
final class Upstreams implements RevisionScope, AutoCloseable {

    private final HttpLegs legs;
    private final Consumer<Collection<Upstream>> listener;
    private final Ticker ticker;
    private final Map<String, Upstream> live = new HashMap<>();
    private final Map<String, Upstream> prepared = new HashMap<>();

    /**
     * Makes the upstreams.
     *
     * @param listener hears which are in use when that has changed
     */
    Upstreams(HttpLegs legs, Consumer<Collection<Upstream>> listener, Ticker ticker) {
        this.legs = legs;
        this.listener = listener;
        this.ticker = ticker;
    }

    /** Returns the upstream of a name as written; the one in use when neither it nor the outbound policy has changed. */
    synchronized Upstream find(String name, UpstreamSource source, OutboundPolicy outbound) {
        Upstream found = same(live.get(name), source, outbound);
        if (found == null) {
            found = same(prepared.get(name), source, outbound);
        }
        if (found == null) {
            found = Upstream.open(name, source, new OutboundGate(name, outbound, ticker), legs);
            prepared.put(name, found);
        }
        return found;
    }

    @Override
    public synchronized void becameLive(Revision revision) {
        Map<String, Written<UpstreamSource>> written = revision.all(UpstreamReader.UPSTREAMS);
        prepared.forEach((name, upstream) -> {
            Written<UpstreamSource> now = written.get(name);
            if (now != null && now.value().equals(upstream.source())) {
                close(live.put(name, upstream));
            }
        });
        prepared.clear();
        live.entrySet().removeIf(entry -> !written.containsKey(entry.getKey()) && close(entry.getValue()));
        listener.accept(List.copyOf(live.values()));
    }

    @Override
    public synchronized void close() {
        live.values().forEach(Upstream::close);
        legs.close();
    }

    private static @Nullable Upstream same(
            @Nullable Upstream upstream, UpstreamSource source, OutboundPolicy outbound) {
        boolean same = upstream != null
                && upstream.source().equals(source)
                && upstream.gate().policy().equals(outbound);
        return same ? upstream : null;
    }

    private static boolean close(@Nullable Upstream upstream) {
        if (upstream != null) {
            upstream.close();
        }
        return true;
    }
}

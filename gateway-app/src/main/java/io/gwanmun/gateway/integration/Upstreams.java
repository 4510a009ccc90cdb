package io.gwanmun.gateway.integration;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.api.Revision;
import io.gwanmun.gateway.api.Written;
import io.gwanmun.gateway.integration.http.HttpLegs;
import io.gwanmun.gateway.route.RevisionScope;

/**
 * The upstreams in use, by name. Connections are kept here and not in the route table: a new revision finds the upstreams
 * that did not change with their connections open. What a revision asks for that never becomes live is let go.
 */
final class Upstreams implements RevisionScope, AutoCloseable {

    private final HttpLegs legs;
    private final Map<String, Upstream> live = new HashMap<>();
    private final Map<String, Upstream> prepared = new HashMap<>();

    Upstreams(HttpLegs legs) {
        this.legs = legs;
    }

    /** Returns the upstream of a name as written; the one in use when what is written has not changed. */
    synchronized Upstream find(String name, UpstreamSource source) {
        Upstream found = same(live.get(name), source);
        if (found == null) {
            found = same(prepared.get(name), source);
        }
        if (found == null) {
            found = Upstream.open(source, legs);
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
    }

    @Override
    public synchronized void close() {
        live.values().forEach(Upstream::close);
        legs.close();
    }

    private static @Nullable Upstream same(@Nullable Upstream upstream, UpstreamSource source) {
        return upstream != null && upstream.source().equals(source) ? upstream : null;
    }

    private static boolean close(@Nullable Upstream upstream) {
        if (upstream != null) {
            upstream.close();
        }
        return true;
    }
}

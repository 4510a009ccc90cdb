package io.gwanmun.gateway.integration;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.gwanmun.gateway.api.Revision;
import io.gwanmun.gateway.integration.http.HttpLegs;
import io.gwanmun.gateway.route.RevisionScope;

/**
 * The upstreams in use, by name. Connections are kept here and not in the route table: a new revision finds the upstreams
 * that did not change with their connections open.
 */
final class Upstreams implements RevisionScope, AutoCloseable {

    private final Map<String, Upstream> open = new ConcurrentHashMap<>();
    private final Map<Upstream, Boolean> replaced = new ConcurrentHashMap<>();
    private final HttpLegs legs;

    Upstreams(HttpLegs legs) {
        this.legs = legs;
    }

    /** Returns the upstream of a name as written; the one in use when what is written has not changed. */
    Upstream find(String name, UpstreamSource source) {
        Upstream found = open.get(name);
        if (found != null && found.source().equals(source)) {
            return found;
        }
        Upstream fresh = Upstream.open(source, legs);
        Upstream before = open.put(name, fresh);
        if (before != null) {
            replaced.put(before, true);
        }
        return fresh;
    }

    @Override
    public void becameLive(Revision revision) {
        replaced.keySet().forEach(Upstream::close);
        replaced.clear();
        Map<String, ?> written = revision.all(UpstreamReader.UPSTREAMS);
        open.entrySet().removeIf(entry -> {
            boolean gone = !written.containsKey(entry.getKey());
            if (gone) {
                entry.getValue().close();
            }
            return gone;
        });
    }

    @Override
    public void close() {
        open.values().forEach(Upstream::close);
        legs.close();
    }
}

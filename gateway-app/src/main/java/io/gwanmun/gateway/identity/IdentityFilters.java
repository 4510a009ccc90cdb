package io.gwanmun.gateway.identity;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.api.Revision;
import io.gwanmun.gateway.pipeline.PhaseFilter;
import io.gwanmun.gateway.route.PhaseFilterFactory;
import io.gwanmun.gateway.route.ReservedNames;
import io.gwanmun.gateway.route.RevisionScope;
import io.gwanmun.gateway.route.RoutePolicies;

/**
 * Gives every route whose callers are proved its filter, and keeps what a revision has of its own: the key, the reserved names,
 * and what is said under each policy. Names are reserved before the revision that has them is in force, so no request slips
 * between; a revision that is refused keeps them reserved until the next is in force.
 */
final class IdentityFilters implements PhaseFilterFactory, RevisionScope {

    private final ReservedNames reserved;
    private final InstantSource clock;
    private final Map<IdentityPolicy, Introduction> introductions = new HashMap<>();
    private @Nullable Revision prepared;
    private @Nullable SigningSource source;
    private @Nullable SigningKey key;
    private volatile List<Map<String, Object>> published = List.of();

    IdentityFilters(ReservedNames reserved, InstantSource clock) {
        this.reserved = reserved;
        this.clock = clock;
    }

    @Override
    public synchronized List<PhaseFilter> filtersFor(RoutePolicies route, Revision revision) {
        if (revision != prepared) {
            prepare(revision);
        }
        if (route.isOpen()) {
            return List.of();
        }
        IdentityPolicy written = route.policy(IdentityPolicy.class);
        IdentityPolicy policy = written == null ? IdentityPolicy.NOTHING : written;
        if (policy.passToken() && policy.names().isEmpty()) {
            return List.of();
        }
        Introduction introduction = introductions.computeIfAbsent(policy, asked -> new Introduction(asked, key, clock));
        return List.of(new IdentityFilter(policy, introduction));
    }

    /** Returns the public keys of the revision in force, as JSON Web Keys. */
    List<Map<String, Object>> published() {
        return published;
    }

    @Override
    public synchronized void becameLive(Revision revision) {
        if (revision != prepared) {
            // It has no route that would have asked.
            prepare(revision);
        }
        reserved.replace(IdentityReader.names(revision));
        published = key == null ? List.of() : key.published();
    }

    private void prepare(Revision revision) {
        reserved.add(IdentityReader.names(revision));
        SigningSource written = revision.find(IdentityReader.SIGNING);
        if (written == null || !written.equals(source)) {
            key = written == null ? null : SigningKey.of(written);
            source = written;
        }
        introductions.clear();
        prepared = revision;
    }
}

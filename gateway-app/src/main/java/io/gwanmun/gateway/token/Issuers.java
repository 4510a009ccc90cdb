package io.gwanmun.gateway.token;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.api.Mistakes;
import io.gwanmun.gateway.api.Revision;
import io.gwanmun.gateway.api.RevisionListener;
import io.gwanmun.gateway.api.Source;
import io.gwanmun.gateway.api.Written;
import io.gwanmun.gateway.network.OutboundPolicy;
import io.gwanmun.gateway.route.RevisionScope;
import io.gwanmun.gateway.token.keys.KeySet;

/**
 * The issuers in use, by name. Their keys and what is known of their tokens are kept here and not in the route table: a new
 * revision finds those issuers as they were that did not change. A change of the outbound policy makes all anew.
 */
public final class Issuers implements RevisionListener, RevisionScope {

    private final IssuerTools tools;
    private final Map<String, Issuer> live = new HashMap<>();
    private final Map<String, Issuer> prepared = new HashMap<>();

    Issuers(IssuerTools tools) {
        this.tools = tools;
    }

    /**
     * Returns the check of a route's tokens.
     *
     * @param signing names of the issuers whose JSON Web Tokens are taken
     * @param referring names of the issuers whose reference tokens are taken
     */
    public TokenCheck check(Revision revision, Set<String> signing, Set<String> referring) {
        return new TokenCheck(found(revision, signing::contains), found(revision, referring::contains), tools.checks());
    }

    private synchronized List<Issuer> found(Revision revision, Predicate<String> wanted) {
        OutboundPolicy outbound = OutboundPolicy.of(revision);
        List<Issuer> found = new ArrayList<>();
        revision.all(IssuerReader.ISSUERS).forEach((name, written) -> {
            if (wanted.test(name)) {
                found.add(find(name, written.value(), outbound));
            }
        });
        return found;
    }

    private Issuer find(String name, IssuerSource source, OutboundPolicy outbound) {
        Issuer found = same(live.get(name), source, outbound);
        if (found == null) {
            found = same(prepared.get(name), source, outbound);
        }
        if (found == null) {
            found = tools.open(name, source, outbound);
            prepared.put(name, found);
        }
        return found;
    }

    private static @Nullable Issuer same(@Nullable Issuer issuer, IssuerSource source, OutboundPolicy outbound) {
        return issuer != null && issuer.isAs(source, outbound) ? issuer : null;
    }

    /** Sees that whoever must know reference tokens is there, which only the running gateway can tell. */
    @Override
    public Runnable offer(Revision revision, Mistakes mistakes) {
        revision.all(IssuerReader.ISSUERS).values().forEach(issuer -> {
            String missing = tools.missing(issuer.value());
            if (missing != null) {
                Source.Entry entry =
                        issuer.source() instanceof Source.Mapping mapping ? mapping.find("reference") : null;
                Source source = entry == null ? issuer.source() : entry.value();
                mistakes.add(source, issuer.where().key("reference"), source.described(), missing, null);
            }
        });
        return () -> {};
    }

    @Override
    public synchronized void becameLive(Revision revision) {
        OutboundPolicy outbound = OutboundPolicy.of(revision);
        Map<String, Written<IssuerSource>> written = revision.all(IssuerReader.ISSUERS);
        Map<String, Issuer> next = new HashMap<>();
        written.forEach((name, issuer) -> next.put(name, find(name, issuer.value(), outbound)));
        live.values().stream()
                .filter(issuer -> !next.containsValue(issuer))
                .forEach(tools.checks().near()::forget);
        live.clear();
        live.putAll(next);
        prepared.clear();
        tools.checks().meters().live(List.copyOf(live.values()));
        step();
    }

    /** Fetches the keys that are due. */
    synchronized void step() {
        live.values().forEach(issuer -> {
            KeySet keys = issuer.keys();
            if (keys != null) {
                keys.step();
            }
        });
    }
}

package io.gwanmun.gateway.integration;

import java.util.List;

import io.gwanmun.gateway.api.Mistakes;
import io.gwanmun.gateway.api.Revision;
import io.gwanmun.gateway.api.Source;
import io.gwanmun.gateway.api.Where;
import io.gwanmun.gateway.api.Written;
import io.gwanmun.gateway.network.OutboundPolicy;

/**
 * Tells before the first call which targets the gateway would never connect to: literal addresses that are not allowed, and
 * names of the machine itself. Where other names lead is looked at for each connection.
 */
final class TargetCheck {

    private TargetCheck() {}

    static void check(Revision revision, Mistakes mistakes) {
        OutboundPolicy policy = OutboundPolicy.find(revision);
        if (policy != null) {
            revision.all(UpstreamReader.UPSTREAMS).values().forEach(upstream -> check(upstream, policy, mistakes));
        }
    }

    private static void check(Written<UpstreamSource> upstream, OutboundPolicy policy, Mistakes mistakes) {
        List<UpstreamSource.Target> targets = upstream.value().targets();
        for (int i = 0; i < targets.size(); i++) {
            String host = targets.get(i).address().host();
            Where where = upstream.where().key("targets").item(i);
            OutboundPolicy.Refused refused = policy.whyNot(host);
            if (refused != null) {
                Source url = urlOf(upstream, i);
                mistakes.add(
                        url,
                        where,
                        url.described() + ", " + refused.what(),
                        "a target the gateway may connect to: a public address unless more is allowed",
                        "If it is meant, write: " + refused.remedy());
            } else if (OutboundPolicy.isAmbiguous(host)) {
                Source url = urlOf(upstream, i);
                mistakes.add(
                        url,
                        where,
                        url.described(),
                        "a host name, or an address in its plain form: four decimal numbers, or IPv6 in brackets without a zone",
                        null);
            }
        }
    }

    /** Returns the text of a target's URL, which is the item itself or stands under its key {@code url}. */
    private static Source urlOf(Written<UpstreamSource> upstream, int index) {
        Source targets = child(upstream.source(), "targets");
        Source item = targets instanceof Source.Sequence list ? list.items().get(index) : targets;
        return child(item, "url");
    }

    private static Source child(Source source, String key) {
        Source.Entry entry = source instanceof Source.Mapping mapping ? mapping.find(key) : null;
        return entry == null ? source : entry.value();
    }
}

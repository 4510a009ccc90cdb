package io.gwanmun.gateway.integration;

import io.gwanmun.gateway.api.Mistakes;
import io.gwanmun.gateway.api.Revision;
import io.gwanmun.gateway.api.RevisionListener;

/** Refuses files that send calls to other regions where this gateway does not know its own. */
final class RegionCheck implements RevisionListener {

    private final String own;

    RegionCheck(String own) {
        this.own = own;
    }

    @Override
    public Runnable offer(Revision revision, Mistakes mistakes) {
        if (own.isEmpty()) {
            revision.all(UpstreamReader.UPSTREAMS).values().forEach(upstream -> {
                String region = upstream.value().region();
                if (region != null) {
                    mistakes.add(
                            upstream.under(UpstreamReader.REGION, region),
                            "an upstream in another region, and a gateway that does not know its own",
                            "the setting gateway.region, such as --gateway.region=eu",
                            null);
                }
            });
        }
        return () -> {};
    }
}

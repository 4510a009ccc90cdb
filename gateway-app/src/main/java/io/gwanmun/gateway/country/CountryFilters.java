package io.gwanmun.gateway.country;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.api.Revision;
import io.gwanmun.gateway.pipeline.PhaseFilter;
import io.gwanmun.gateway.route.PhaseFilterFactory;
import io.gwanmun.gateway.route.ReservedNames;
import io.gwanmun.gateway.route.RevisionScope;
import io.gwanmun.gateway.route.RoutePolicies;

/**
 * Gives every route that asks for the country, or names a header with it, its filter. Names of headers that services are told in
 * are reserved before the revision that has them is in force, so no request slips between.
 */
final class CountryFilters implements PhaseFilterFactory, RevisionScope {

    private final @Nullable LiveDatabase database;
    private final CountryMeters meters;
    private final ReservedNames reserved;
    private @Nullable Revision prepared;

    CountryFilters(@Nullable LiveDatabase database, CountryMeters meters, ReservedNames reserved) {
        this.database = database;
        this.meters = meters;
        this.reserved = reserved;
    }

    @Override
    public synchronized List<PhaseFilter> filtersFor(RoutePolicies route, Revision revision) {
        if (revision != prepared) {
            reserved.add(CountryReader.sent(revision));
            prepared = revision;
        }
        CountryPolicy written = route.policy(CountryPolicy.class);
        boolean isAsked = route.asksForCountry() || written != null && written.send() != null;
        if (!isAsked && (written == null || written.headers().isEmpty())) {
            return List.of();
        }
        CountryPolicy policy = written == null ? CountryPolicy.BY_ADDRESS : written;
        if (isAsked && database == null && policy.asks(CountrySource.Address.class)) {
            throw new IllegalArgumentException(
                    written == null
                            ? "\"country\" beside it, which says where the country of a call comes from, or"
                                    + " gateway.country.database set to a file with the countries of addresses"
                            : "gateway.country.database set to a file with the countries of addresses, as country asks for"
                                    + " address");
        }
        return List.of(new CountryFilter(policy, route, database, meters));
    }

    @Override
    public synchronized void becameLive(Revision revision) {
        prepared = null;
        reserved.replace(CountryReader.sent(revision));
    }
}

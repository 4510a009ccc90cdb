package io.gwanmun.gateway.cli;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.country.CountryFacts;
import io.gwanmun.gateway.country.CountryPolicy;
import io.gwanmun.gateway.country.CountrySource;
import io.gwanmun.gateway.pipeline.Caller;
import io.gwanmun.gateway.route.RoutePolicies;

/** Says which country a sample request comes from, and who knew it. */
final class CountryExplanation {

    private final CountryPolicy policy;
    private final CountryOptions options;
    private final Caller caller;
    private final SampleRequest request;

    CountryExplanation(RoutePolicies route, CountryOptions options, Caller caller, SampleRequest request) {
        CountryPolicy written = route.policy(CountryPolicy.class);
        this.policy = written == null ? CountryPolicy.BY_ADDRESS : written;
        this.options = options;
        this.caller = caller;
        this.request = request;
    }

    /** Adds rows and returns the country, null when nobody knows it. */
    @Nullable
    String addTo(TextTable rows) {
        String said = options.said();
        if (!said.isEmpty()) {
            rows.row("country", said + ", as --country says");
            return said.equals("unknown") ? null : said;
        }
        CountryFacts facts = options.facts(caller, request);
        String label = "country";
        for (CountrySource source : policy.from()) {
            String found = source.ask(facts);
            rows.row(label, (found == null ? "not known" : found) + " by " + source);
            if (found != null) {
                return found;
            }
            label = "";
        }
        rows.row(label, "so it is unknown");
        return null;
    }
}

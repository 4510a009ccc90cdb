package io.gwanmun.gateway.country;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.api.ApiSource;
import io.gwanmun.gateway.api.Check;
import io.gwanmun.gateway.api.Mistakes;
import io.gwanmun.gateway.api.Noun;
import io.gwanmun.gateway.api.Policies;
import io.gwanmun.gateway.api.PolicyShape;
import io.gwanmun.gateway.api.Revision;
import io.gwanmun.gateway.api.RouteSource;
import io.gwanmun.gateway.api.Shape;
import io.gwanmun.gateway.api.Shapes;
import io.gwanmun.gateway.api.Written;
import io.gwanmun.gateway.network.ClientAddresses;
import io.gwanmun.gateway.pipeline.Phase;
import io.gwanmun.gateway.route.OwnHeader;
import io.gwanmun.gateway.route.PolicyReader;
import io.gwanmun.gateway.route.RoutePolicies;
import io.gwanmun.gateway.route.RoutePolicy;

/** Reads groups of countries, and where the country of a call comes from. */
public final class CountryReader implements PolicyReader {

    private static final Shape<String> CODE = Shapes.parsed(
            "country code", "A country of ISO 3166-1 in two capital letters.", "DE", "[A-Z]{2}", CountryCodes::parse);

    /** The groups. */
    static final Noun<Set<String>> COUNTRIES = Noun.of(
            "countries", "a group of countries", "Groups of countries by name, for cases of routes.", Shapes.set(CODE));

    private static final Shape<String> SENT = Shapes.parsed(
            "country header",
            "A header that the gateway alone sets: letters, digits and hyphens. Callers can no longer send it.",
            "X-Country",
            OwnHeader::parse);

    private static final PolicyShape<CountryPolicy> COUNTRY = PolicyShape.onBoth(
            "country",
            Phase.CHOOSE_UPSTREAM,
            Shapes.object("country", "Where the country of a call comes from, and who is told.", fields -> {
                var from = fields.optional(
                        "from",
                        Shapes.oneOrMany(SourceShape.SOURCE),
                        CountryPolicy.BY_ADDRESS.from(),
                        "Who is asked, in this order; the first that knows one is believed.");
                var send =
                        fields.optional("send", SENT, "The header in which the service is told; absent when unknown.");
                return values -> new CountryPolicy(values.get(from), values.find(send));
            }),
            "Where the country of a call comes from; its address when a case asks and nothing is written. What a route says"
                    + " replaces its API's.");

    /** Creates the reader. */
    public CountryReader() {}

    @Override
    public List<PolicyShape<?>> shapes() {
        return List.of(COUNTRY);
    }

    @Override
    public List<Noun<?>> nouns() {
        return List.of(COUNTRIES);
    }

    @Override
    public List<Check> checks() {
        return List.of(CountryReader::checkGroups, CountryReader::checkHeaders);
    }

    @Override
    public Phase phase() {
        return Phase.CHOOSE_UPSTREAM;
    }

    @Override
    public @Nullable RoutePolicy read(ApiSource api, RouteSource route) {
        return COUNTRY.nearest(api, route);
    }

    @Override
    public void check(RoutePolicies route, Mistakes mistakes) {
        Written<CountryPolicy> own = route.source().policies().written(COUNTRY);
        Written<?> mistaken = own != null && route.isOpen() && own.value().asks(CountrySource.Claim.class)
                ? own
                : knowsNothing(route) ? route.api().policies().written(COUNTRY) : null;
        if (mistaken != null) {
            mistakes.add(
                    mistaken,
                    "a country by claim where everybody may call",
                    "a route whose callers are known; without a token there is no claim",
                    "Take access: none away, or the claim.");
        }
    }

    private static boolean knowsNothing(RoutePolicies route) {
        CountryPolicy policy = route.policy(CountryPolicy.class);
        return policy != null
                && route.isOpen()
                && (route.asksForCountry() || policy.send() != null)
                && policy.from().stream().allMatch(CountrySource.Claim.class::isInstance);
    }

    /** Returns the names of all headers in which services are told. */
    static Set<String> sent(Revision revision) {
        Set<String> names = new LinkedHashSet<>();
        written(revision)
                .map(policy -> policy.value().send())
                .filter(Objects::nonNull)
                .forEach(names::add);
        return names;
    }

    private static void checkGroups(Revision revision, Mistakes mistakes) {
        revision.all(COUNTRIES).forEach((name, group) -> {
            if (name.equals(CountryNames.UNKNOWN) || name.length() == 2) {
                mistakes.add(
                        group,
                        "a group called " + name,
                        "a name that is neither unknown nor as short as a country code",
                        null);
            }
        });
    }

    private static void checkHeaders(Revision revision, Mistakes mistakes) {
        Set<String> sent = sent(revision);
        written(revision).forEach(policy -> {
            List<String> read = policy.value().headers();
            if (!read.isEmpty() && !ClientAddresses.canTrust(revision)) {
                mistakes.add(
                        policy,
                        "a country by header, but nobody whose headers are believed",
                        "the proxies in front under network.trustedProxies; what others send is taken away",
                        null);
            }
            read.stream()
                    .filter(name -> sent.stream().anyMatch(name::equalsIgnoreCase))
                    .forEach(name -> mistakes.add(
                            policy,
                            "the header " + name + " both read and sent to services",
                            "two names: what services are told in is taken away from every request, also of proxies",
                            null));
        });
    }

    private static Stream<Written<CountryPolicy>> written(Revision revision) {
        return revision.apis().values().stream()
                .flatMap(api -> Stream.concat(
                        Stream.of(api.policies()),
                        api.routes().values().stream().map(RouteSource::policies)))
                .<@Nullable Written<CountryPolicy>>map(CountryReader::written)
                .filter(Objects::nonNull);
    }

    private static @Nullable Written<CountryPolicy> written(Policies policies) {
        return policies.written(COUNTRY);
    }
}

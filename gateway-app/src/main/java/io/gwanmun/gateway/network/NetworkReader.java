package io.gwanmun.gateway.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
import io.gwanmun.gateway.pipeline.Phase;
import io.gwanmun.gateway.route.PolicyReader;
import io.gwanmun.gateway.route.RoutePolicy;

/** Reads what is said of addresses: under {@code network} for the whole gateway, under {@code addresses} for APIs and routes. */
public final class NetworkReader implements PolicyReader {

    private static final Shape<AddressRange> RANGE = Shapes.parsed(
            "address range",
            "An IPv4 or IPv6 address, or a range of them with its prefix (CIDR).",
            "10.0.0.0/8",
            "[0-9A-Fa-f.:]+(/[0-9]{1,3})?",
            AddressRange::parse);

    private static final Shape<ForwardedHeadersSource> FORWARDED_HEADERS = Shapes.object(
            "proxy headers", "Which of the two families of headers about proxies are read and written.", fields -> {
                var read = fields.optional(
                        "read",
                        family("Which family of a trusted proxy is believed."),
                        ForwardedFamily.BOTH,
                        "Which a trusted proxy is believed; of both, X-Forwarded-* wins when X-Forwarded-For is there.");
                var write = fields.optional(
                        "write",
                        family("Which family services get."),
                        ForwardedFamily.BOTH,
                        "Which services get; the other one never reaches them.");
                return values -> new ForwardedHeadersSource(values.get(read), values.get(write));
            });

    private static final Shape<List<OutboundAllowance>> OUTBOUND =
            Shapes.object("outbound addresses", "Where the gateway itself may connect to.", fields -> {
                var allow = fields.required(
                        "allow",
                        Shapes.list(Shapes.parsed(
                                "outbound address",
                                "One of private, loopback, link-local, metadata, or an address or range.",
                                "private",
                                OutboundAllowance::parse)),
                        "What may be connected to besides public addresses: private, loopback, link-local, metadata, ranges.");
                return values -> values.get(allow);
            });

    static final Noun<NetworkSource> NETWORK = Noun.single(
            "network",
            "Addresses: who is trusted to speak for callers, and where the gateway may connect to.",
            Shapes.object("network", "Addresses: whose word counts, and where calls may go.", fields -> {
                var proxies = fields.optional(
                        "trustedProxies",
                        Shapes.list(RANGE),
                        List.of(),
                        "The proxies in front whose word about a caller counts; nobody else's does.");
                var headers = fields.optional(
                        "forwardedHeaders",
                        FORWARDED_HEADERS,
                        "Which headers about proxies are read and written; both families without it.");
                var lists = fields.optional(
                        "addressLists",
                        Shapes.map(Shapes.someOf(RANGE)),
                        Map.of(),
                        "Lists of addresses that address policies may name.");
                var outbound = fields.optional(
                        "outbound",
                        OUTBOUND,
                        List.of(),
                        "Where the gateway itself may connect to; public addresses only without it.");
                return values -> {
                    ForwardedHeadersSource families = values.find(headers);
                    return new NetworkSource(
                            AddressRanges.of(values.get(proxies)),
                            families == null ? ForwardedFamily.BOTH : families.read(),
                            families == null ? ForwardedFamily.BOTH : families.write(),
                            values.get(lists),
                            values.get(outbound));
                };
            }));

    private static final Shape<List<Written<AddressEntry>>> ENTRIES = Shapes.someOf(Shapes.written(Shapes.parsed(
            "address range or list",
            "An address, a range of addresses, or the name of a list under network.addressLists.",
            "10.0.0.0/8",
            AddressEntry::parse)));

    private static final PolicyShape<Rule> ADDRESSES = PolicyShape.onBoth(
            "addresses",
            Phase.ADDRESS_POLICY,
            Shapes.object("address policy", "Which callers are served, by their address.", fields -> {
                var allow = fields.optional("allow", ENTRIES, "Who is served; everybody without it.");
                var deny = fields.optional("deny", ENTRIES, "Who is not served, even when allowed.");
                return values -> new Rule(values.find(allow), values.find(deny));
            }),
            "Which callers are served, by their address. What a route says narrows what its API says.");

    private static Shape<ForwardedFamily> family(String sentence) {
        return Shapes.words("header family", sentence, ForwardedFamily.class);
    }

    @Override
    public List<PolicyShape<?>> shapes() {
        return List.of(ADDRESSES);
    }

    @Override
    public List<Noun<?>> nouns() {
        return List.of(NETWORK);
    }

    @Override
    public List<Check> checks() {
        return List.of(NetworkReader::check);
    }

    @Override
    public Phase phase() {
        return Phase.ADDRESS_POLICY;
    }

    @Override
    public @Nullable RoutePolicy read(ApiSource api, RouteSource route) {
        List<AddressPolicy.Rule> rules = new ArrayList<>();
        for (Policies level : List.of(api.policies(), route.policies())) {
            Rule rule = level.find(ADDRESSES);
            if (rule != null) {
                rules.add(rule.live());
            }
        }
        return rules.isEmpty() ? null : new AddressPolicy(rules);
    }

    private static void check(Revision revision, Mistakes mistakes) {
        boolean spoilt = revision.isWritten(NETWORK) && revision.find(NETWORK) == null;
        if (spoilt) {
            return;
        }
        Set<String> known = NetworkSource.of(revision).addressLists().keySet();
        revision.apis().values().forEach(api -> {
            check(api.policies(), known, mistakes);
            api.routes().values().forEach(route -> check(route.policies(), known, mistakes));
        });
    }

    private static void check(Policies policies, Set<String> known, Mistakes mistakes) {
        Rule rule = policies.find(ADDRESSES);
        if (rule == null) {
            return;
        }
        Stream.concat(rule.allow().stream(), rule.deny().stream()).forEach(entry -> {
            String list = entry.value().list();
            if (list != null && !known.contains(list)) {
                String near = Shapes.nearest(list, known);
                mistakes.add(
                        entry,
                        entry.source().described(),
                        "an address, a range such as 10.0.0.0/8, or the name of a list under network.addressLists"
                                + (known.isEmpty() ? ", which no file has" : ""),
                        near == null ? null : "Did you mean \"" + near + "\"?");
            }
        });
    }

    /** The families as written. */
    private record ForwardedHeadersSource(ForwardedFamily read, ForwardedFamily write) {}

    /** What one level says, as written. */
    private record Rule(List<Written<AddressEntry>> allow, List<Written<AddressEntry>> deny) {

        Rule(@Nullable List<Written<AddressEntry>> allow, @Nullable List<Written<AddressEntry>> deny) {
            if (allow == null && deny == null) {
                throw new IllegalArgumentException(
                        "neither \"allow\" nor \"deny\" (expected: at least one of them, such as allow: [10.0.0.0/8])");
            }
            this.allow = allow == null ? List.of() : allow;
            this.deny = deny == null ? List.of() : deny;
        }

        AddressPolicy.Rule live() {
            return new AddressPolicy.Rule(
                    allow.stream().map(Written::value).toList(),
                    deny.stream().map(Written::value).toList());
        }
    }
}

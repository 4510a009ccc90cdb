package io.gwanmun.gateway.network;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.gwanmun.gateway.route.RoutePolicy;

/**
 * Which callers a route serves, by their address.
 *
 * @param rules what the API says and what the route says, at least one of them; a caller must pass each
 */
record AddressPolicy(List<Rule> rules) implements RoutePolicy {

    AddressPolicy {
        rules = List.copyOf(rules);
    }

    /** Returns the decision, with the lists in force put in. */
    Gate gate(Map<String, List<AddressRange>> lists) {
        List<AddressRanges> allow = new ArrayList<>();
        List<AddressRange> deny = new ArrayList<>();
        for (Rule rule : rules) {
            if (!rule.allow().isEmpty()) {
                allow.add(AddressRanges.of(ranges(rule.allow(), lists)));
            }
            deny.addAll(ranges(rule.deny(), lists));
        }
        return new Gate(List.copyOf(allow), AddressRanges.of(deny));
    }

    private static List<AddressRange> ranges(List<AddressEntry> entries, Map<String, List<AddressRange>> lists) {
        return entries.stream()
                .map(entry -> entry.ranges(lists))
                .flatMap(Collection::stream)
                .toList();
    }

    @Override
    public String toString() {
        return rules.stream().map(Rule::toString).collect(Collectors.joining("; and "));
    }

    /**
     * What one level says.
     *
     * @param allow who is served; empty for everybody
     * @param deny who is not, even when allowed
     */
    record Rule(List<AddressEntry> allow, List<AddressEntry> deny) {

        Rule {
            allow = List.copyOf(allow);
            deny = List.copyOf(deny);
        }

        @Override
        public String toString() {
            String allowed = allow.isEmpty() ? "" : "only " + listed(allow);
            String denied = deny.isEmpty() ? "" : "not " + listed(deny);
            return allowed + (allowed.isEmpty() || denied.isEmpty() ? "" : ", ") + denied;
        }

        private static String listed(List<AddressEntry> entries) {
            return entries.stream().map(AddressEntry::toString).collect(Collectors.joining(", "));
        }
    }

    /**
     * The decision.
     *
     * @param allow an address must be in each of these
     * @param deny and not in these
     */
    record Gate(List<AddressRanges> allow, AddressRanges deny) {

        boolean lets(InetAddress address) {
            for (int i = 0; i < allow.size(); i++) {
                if (!allow.get(i).contains(address)) {
                    return false;
                }
            }
            return !deny.contains(address);
        }
    }
}

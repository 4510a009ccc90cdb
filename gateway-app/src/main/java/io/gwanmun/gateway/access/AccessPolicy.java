package io.gwanmun.gateway.access;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.route.RoutePolicy;

/**
 * Who may call a route.
 *
 * @param isOpen whether everybody may, without proof
 * @param demands what the API asks and what the route asks, each of which must be met; without any, and not open, nobody may
 */
record AccessPolicy(boolean isOpen, List<Demand> demands) implements RoutePolicy {

    /** Everybody may. */
    static final AccessPolicy EVERYBODY = new AccessPolicy(true, List.of());
    /** Nothing was said, and nobody vouches for anybody. */
    static final AccessPolicy NOBODY = new AccessPolicy(false, List.of());
    /** Nothing was said. */
    static final AccessPolicy ANY_TOKEN = of(Demand.of(Proof.ANY_TOKEN));

    AccessPolicy {
        demands = List.copyOf(demands);
    }

    /** Returns what one level asks. */
    static AccessPolicy of(Demand demand) {
        return new AccessPolicy(false, List.of(demand));
    }

    /**
     * Returns what holds for a route: what it says narrows what its API says, but for {@code none}, which opens it.
     *
     * @param api what the API says, null for nothing
     * @param route what the route says, null for nothing
     * @param unsaid what holds when neither says anything
     */
    static AccessPolicy of(@Nullable AccessPolicy api, @Nullable AccessPolicy route, AccessPolicy unsaid) {
        if (route == null) {
            return api == null ? unsaid : api;
        }
        if (route.isOpen || api == null || api.isOpen) {
            return route;
        }
        return new AccessPolicy(
                false,
                Stream.concat(api.demands.stream(), route.demands.stream())
                        .distinct()
                        .toList());
    }

    /**
     * Returns those of some issuers whose tokens of a kind could meet all demands. One that a level does not ask for is not taken
     * where a certificate is enough either: rights are looked for in the token, and that level trusts others to give them.
     */
    Set<String> taken(TokenKind kind, Set<String> issuers) {
        return issuers.stream()
                .map(issuer -> new Proof.Credential(kind, issuer))
                .filter(token -> isAskedFor(token) && couldBeMetWith(token))
                .map(Proof.Credential::issuer)
                .collect(Collectors.toUnmodifiableSet());
    }

    private boolean isAskedFor(Proof.Credential token) {
        return demands.stream().map(Demand::proof).filter(Proof::asksForToken).allMatch(proof -> proof.asksFor(token));
    }

    /** Says whether all demands could be met by one caller: with a token, or without one when it is null. */
    boolean couldBeMetWith(Proof.@Nullable Credential token) {
        return demands.stream().allMatch(demand -> demand.proof().couldHold(token));
    }

    /** Says whether tokens are looked at. */
    boolean asksForToken() {
        return demands.stream().anyMatch(demand -> demand.proof().asksForToken());
    }

    /** Says whether certificates are looked at. */
    boolean asksForCertificate() {
        return demands.stream().anyMatch(demand -> demand.proof().asksForCertificate());
    }

    @Override
    public String toString() {
        if (isOpen) {
            return "everybody";
        }
        return demands.isEmpty()
                ? "nobody (nothing said; access: none opens the route)"
                : "callers with " + demands.stream().map(Demand::toString).collect(Collectors.joining("; and with "));
    }
}

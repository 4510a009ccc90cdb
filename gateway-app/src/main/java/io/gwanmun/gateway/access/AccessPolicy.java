package io.gwanmun.gateway.access;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.route.RoutePolicy;

/**
 * Who may call a route.
 *
 * @param isOpen whether everybody may, without proof
 * @param certificates what a client's certificate must be, each of them; without any, and not open, nobody may
 */
record AccessPolicy(boolean isOpen, List<CertificateRule> certificates) implements RoutePolicy {

    /** Everybody may. */
    static final AccessPolicy EVERYBODY = new AccessPolicy(true, List.of());
    /** Nothing was said. */
    static final AccessPolicy NOBODY = new AccessPolicy(false, List.of());

    AccessPolicy {
        certificates = List.copyOf(certificates);
    }

    /** Returns what asks for a certificate. */
    static AccessPolicy of(CertificateRule rule) {
        return new AccessPolicy(false, List.of(rule));
    }

    /**
     * Returns what holds for a route: what it says narrows what its API says, but for {@code none}, which opens it.
     *
     * @param api what the API says, null for nothing
     * @param route what the route says, null for nothing
     */
    static AccessPolicy of(@Nullable AccessPolicy api, @Nullable AccessPolicy route) {
        if (route == null) {
            return api == null ? NOBODY : api;
        }
        if (route.isOpen || api == null || api.isOpen) {
            return route;
        }
        return new AccessPolicy(
                false,
                Stream.concat(api.certificates.stream(), route.certificates.stream())
                        .distinct()
                        .toList());
    }

    @Override
    public String toString() {
        if (isOpen) {
            return "everybody";
        }
        return certificates.isEmpty()
                ? "nobody (nothing said; access: none opens the route)"
                : "callers with "
                        + certificates.stream().map(CertificateRule::toString).collect(Collectors.joining(" and "));
    }
}

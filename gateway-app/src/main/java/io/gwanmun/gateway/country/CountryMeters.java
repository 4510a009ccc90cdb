package io.gwanmun.gateway.country;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import io.gwanmun.gateway.pipeline.RouteLabel;

/** Counts who knew the countries of calls, and where nobody did. For any thread. */
final class CountryMeters {

    private static final int MOST_ROUTES = 1000;
    private static final RouteLabel OTHER = new RouteLabel("other", "other", "other");

    private final MeterRegistry registry;
    private final ConcurrentMap<String, Counter> bySource = new ConcurrentHashMap<>();
    private final ConcurrentMap<RouteLabel, Counter> unknown = new ConcurrentHashMap<>();

    CountryMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Returns what counts the calls whose country a kind of source knew. */
    Counter known(String kind) {
        return bySource.computeIfAbsent(
                kind,
                key -> Counter.builder("gateway.country.known")
                        .description("Calls whose country was known, by who knew it: claim, header, address or body.")
                        .tag("source", key)
                        .register(registry));
    }

    /** Returns what counts the calls of a route whose country nobody knew; beyond 1000 routes one for all further ones. */
    Counter unknown(RouteLabel route) {
        Counter own = unknown.get(route);
        if (own != null) {
            return own;
        }
        RouteLabel label = unknown.size() < MOST_ROUTES ? route : OTHER;
        return unknown.computeIfAbsent(
                label,
                key -> Counter.builder("gateway.country.unknown")
                        .description("Calls whose country was asked for and nobody knew.")
                        .tags("api", key.api(), "stage", key.stage(), "route", key.route())
                        .register(registry));
    }
}

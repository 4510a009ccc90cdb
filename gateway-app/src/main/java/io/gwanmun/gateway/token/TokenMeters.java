package io.gwanmun.gateway.token;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;

import io.gwanmun.gateway.token.keys.KeySet;

/** Counts what came of checking tokens, and says how old the keys of each issuer are. For any thread. */
final class TokenMeters {

    static final String CHECKS = "gateway.tokens.checks";

    private final MeterRegistry registry;
    private final MultiGauge ages;
    private final ConcurrentMap<String, Counter> checks = new ConcurrentHashMap<>();
    private final Kind jwt;
    private final Kind reference;

    TokenMeters(MeterRegistry registry, NearCopy near) {
        this.registry = registry;
        jwt = new Kind("jwt");
        reference = new Kind("referenceToken");
        ages = MultiGauge.builder("gateway.issuer.keys.age")
                .baseUnit("seconds")
                .description("Seconds since the keys of the issuer were fetched; NaN when they never were.")
                .register(registry);
        Gauge.builder("gateway.tokens.near", near, NearCopy::size)
                .description("Good tokens of which the verdict is kept near.")
                .register(registry);
    }

    Kind jwt() {
        return jwt;
    }

    Kind reference() {
        return reference;
    }

    /** Says which issuers there are. */
    void live(List<Issuer> issuers) {
        ages.register(
                issuers.stream()
                        .filter(issuer -> issuer.keys() != null)
                        .<Row<?>>map(TokenMeters::age)
                        .toList(),
                true);
    }

    /** Returns what counts the fetches of an issuer's keys that failed. */
    Runnable fetchFailures(String issuer) {
        return Counter.builder("gateway.issuer.keys.failures")
                .description("Fetches of the issuer's keys that failed.")
                .tag("issuer", issuer)
                .register(registry)::increment;
    }

    private static Row<?> age(Issuer issuer) {
        return Row.of(Tags.of("issuer", issuer.name()), issuer, TokenMeters::ageSeconds);
    }

    private static double ageSeconds(Issuer issuer) {
        KeySet keys = issuer.keys();
        return keys == null ? Double.NaN : keys.ageSeconds();
    }

    private Counter counter(String kind, String outcome) {
        return checks.computeIfAbsent(
                kind + ' ' + outcome,
                key -> Counter.builder(CHECKS)
                        .description("Tokens that were checked, by kind and by what came of it.")
                        .tags("kind", kind, "outcome", outcome)
                        .register(registry));
    }

    /** The counters of one kind of token, the frequent one at hand. */
    final class Kind {

        private final String name;
        private final Counter near;

        private Kind(String name) {
            this.name = name;
            this.near = counter(name, "near");
        }

        /** Counts a token that was good by what is kept near. */
        void near() {
            near.increment();
        }

        /** Counts what came of a check and returns it. */
        Verdict counted(Verdict verdict) {
            if (verdict instanceof Verdict.Refused refused) {
                counter(name, refused.reason().id()).increment();
            } else if (!(verdict instanceof Verdict.Waiting)) {
                counter(name, verdict instanceof Verdict.Accepted ? "accepted" : "unreachable")
                        .increment();
            }
            return verdict;
        }
    }
}

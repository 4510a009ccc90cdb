package io.gwanmun.gateway.tls;

import java.time.Duration;

/**
 * What browsers are told to remember: this host answers over TLS only
 * (<a href="https://datatracker.ietf.org/doc/html/rfc6797#section-6.1">RFC 6797</a>).
 *
 * @param maxAge how long they remember it; zero makes them forget
 * @param includeSubdomains whether it holds for all hosts below, too
 * @param preload whether browsers may ship with it; needs the subdomains and a year at least
 */
record Hsts(Duration maxAge, boolean includeSubdomains, boolean preload) {

    private static final Duration LEAST_FOR_PRELOAD = Duration.ofDays(365);

    Hsts {
        if (preload && (!includeSubdomains || maxAge.compareTo(LEAST_FOR_PRELOAD) < 0)) {
            throw new IllegalArgumentException("preload: true, which browsers do not take as it stands"
                    + " (expected: includeSubdomains: true and maxAge: 365d or more beside it)");
        }
    }

    /** Returns the value of {@code Strict-Transport-Security}. */
    String header() {
        return "max-age=" + maxAge.toSeconds() + (includeSubdomains ? "; includeSubDomains" : "")
                + (preload ? "; preload" : "");
    }
}

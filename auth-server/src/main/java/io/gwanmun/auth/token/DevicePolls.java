package io.gwanmun.auth.token;

import java.time.Duration;
import java.time.InstantSource;

import org.springframework.stereotype.Component;

import io.gwanmun.auth.state.Sha256;

/**
 * Notes when devices asked whether somebody has agreed (<a
 * href="https://datatracker.ietf.org/doc/html/rfc8628#section-3.5">RFC 8628 section 3.5</a>).
 */
@Component
public class DevicePolls {

    /** What devices wait between two questions when they are told nothing else, and are told nothing else here. */
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    /** Networks bring two questions closer together than they were sent. */
    private static final Duration JITTER = Duration.ofSeconds(1);

    private final GrantStore store;
    private final InstantSource time;

    DevicePolls(GrantStore store, InstantSource time) {
        this.store = store;
        this.time = time;
    }

    /** Notes a question that came too early to be answered with more than "not yet"; true if the one before is too near. */
    public boolean tooSoon(String deviceCode) {
        Duration free = INTERVAL.minus(JITTER);
        return !store.first(Sha256.of("poll " + deviceCode), time.instant().plus(free));
    }
}

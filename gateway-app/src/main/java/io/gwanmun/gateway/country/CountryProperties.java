package io.gwanmun.gateway.country;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the countries of addresses come from.
 *
 * @param database file with the countries of addresses, in MaxMind's format (.mmdb); empty for none. Read again when it was
 *     replaced
 * @param pollInterval how often the file is looked at, 10 ms to 1 h; a change acts after two looks that agree
 */
@ConfigurationProperties(prefix = "gateway.country", ignoreUnknownFields = false)
record CountryProperties(
        @DefaultValue("") String database,
        @DefaultValue("5s") Duration pollInterval) {

    private static final Duration LEAST = Duration.ofMillis(10);
    private static final Duration MOST = Duration.ofHours(1);

    CountryProperties {
        if (pollInterval.compareTo(LEAST) < 0 || pollInterval.compareTo(MOST) > 0) {
            throw new IllegalArgumentException(
                    "gateway.country.poll-interval: " + pollInterval.toMillis() + "ms (expected: 10ms to 1h)");
        }
    }
}

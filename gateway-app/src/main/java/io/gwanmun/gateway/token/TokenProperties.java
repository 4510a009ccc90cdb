package io.gwanmun.gateway.token;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What the operator sets for tokens. Issuers stand in the written form.
 *
 * @param maxLength length of a token, 256 bytes to 64 KB; a longer one is refused unread
 * @param nearSize room for what was found about good tokens, 1 MB to 4 GB; roughly 2 KB each
 * @param nearTime how long that is believed, up to 5 minutes, and never past the end of the token
 * @param refusedTime how long a refused token is refused unread, up to 1 minute
 * @param keyRefresh how often the keys of issuers are fetched, 10 seconds to 1 hour; for so long a key is believed that its
 *     issuer has taken back
 * @param keyTimeout how long a fetch of keys may take, 100 ms to 10 seconds; for so long the first calls wait
 * @param staleKeys how long keys are used on when they cannot be fetched, up to 7 days
 */
@Validated
@ConfigurationProperties(prefix = "gateway.tokens", ignoreUnknownFields = false)
record TokenProperties(
        @DefaultValue("8KB") DataSize maxLength,
        @DefaultValue("64MB") DataSize nearSize,
        @DefaultValue("5m") Duration nearTime,
        @DefaultValue("5s") Duration refusedTime,
        @DefaultValue("10m") Duration keyRefresh,
        @DefaultValue("2s") Duration keyTimeout,
        @DefaultValue("24h") Duration staleKeys) {

    TokenProperties {
        range("max-length", maxLength, DataSize.ofBytes(256), DataSize.ofKilobytes(64));
        range("near-size", nearSize, DataSize.ofMegabytes(1), DataSize.ofGigabytes(4));
        range("near-time", nearTime, Duration.ofMillis(1), Duration.ofMinutes(5));
        range("refused-time", refusedTime, Duration.ofMillis(1), Duration.ofMinutes(1));
        range("key-refresh", keyRefresh, Duration.ofSeconds(10), Duration.ofHours(1));
        range("key-timeout", keyTimeout, Duration.ofMillis(100), Duration.ofSeconds(10));
        range("stale-keys", staleKeys, Duration.ZERO, Duration.ofDays(7));
    }

    private static <T extends Comparable<T>> void range(String name, T value, T least, T most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + least + " to " + most + ")");
        }
    }
}

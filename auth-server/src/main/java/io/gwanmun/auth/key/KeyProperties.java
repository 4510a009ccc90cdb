package io.gwanmun.auth.key;

import java.time.Duration;
import java.util.Base64;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How signing keys are kept and changed.
 *
 * @param secret what encrypts them in the database: at least 32 random bytes in base64; there is no default
 * @param algorithm what new keys sign with: RS256 or ES256
 * @param interval how long a key signs before the next one takes over, 1 h to 365 d
 * @param ahead how long a key is published before it signs, so that everybody has seen it; 5 min to 7 d
 */
@ConfigurationProperties("auth.keys")
public record KeyProperties(
        @Nullable String secret,
        @DefaultValue("RS256") KeyAlgorithm algorithm,
        @DefaultValue("30d") Duration interval,
        @DefaultValue("1h") Duration ahead) {

    private static final int LEAST_BYTES = 32;

    /** Checks the ranges. */
    public KeyProperties {
        if (secret == null || secret.isBlank()) {
            throw new IllegalArgumentException(
                    "auth.keys.secret: missing (expected: at least 32 random bytes in base64, "
                            + "such as from `openssl rand -base64 32`, kept apart from the database)");
        }
        within("auth.keys.interval", interval, Duration.ofHours(1), Duration.ofDays(365));
        within("auth.keys.ahead", ahead, Duration.ofMinutes(5), Duration.ofDays(7));
        if (ahead.compareTo(interval) >= 0) {
            throw new IllegalArgumentException(
                    "auth.keys.ahead: %s (expected: less than auth.keys.interval, %s)".formatted(ahead, interval));
        }
        bytes(secret);
    }

    /** Returns the bytes of the secret. */
    byte[] secretBytes() {
        return bytes(String.valueOf(secret));
    }

    private static byte[] bytes(String secret) {
        try {
            byte[] bytes = Base64.getDecoder().decode(secret.strip());
            if (bytes.length >= LEAST_BYTES) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // Said below, without the secret.
        }
        throw new IllegalArgumentException(
                "auth.keys.secret: too short or not base64 (expected: at least 32 random bytes in base64)");
    }

    private static void within(String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException("%s: %s (expected: %s to %s)".formatted(name, value, least, most));
        }
    }

    @Override
    public String toString() {
        return "KeyProperties[algorithm=%s, interval=%s, ahead=%s]".formatted(algorithm, interval, ahead);
    }
}

package io.gwanmun.gateway.token.reference;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the operator sets for tokens that are called back before their end. They are heard of when there is
 * {@code gateway.state}.
 *
 * @param withoutFeed what becomes of tokens while it is not known which were called back: {@code accept} them until they end, or
 *     {@code refuse} them
 * @param grace how long the feed may be away before that counts, 2 seconds to 1 hour
 * @param most how many called back tokens are kept, 1000 to 50000000, 36 to 110 bytes each; with more, the feed counts as away
 */
@ConfigurationProperties(prefix = "gateway.revocations", ignoreUnknownFields = false)
record RevocationProperties(
        @DefaultValue("accept") WithoutFeed withoutFeed,
        @DefaultValue("10s") Duration grace,
        @DefaultValue("1000000") int most) {

    private static final Duration LEAST_GRACE = Duration.ofSeconds(2);
    private static final Duration MOST_GRACE = Duration.ofHours(1);
    private static final int LEAST = 1_000;
    private static final int MOST = 50_000_000;

    RevocationProperties {
        check(grace.compareTo(LEAST_GRACE) >= 0 && grace.compareTo(MOST_GRACE) <= 0, "grace", grace, "2s to 1h");
        check(most >= LEAST && most <= MOST, "most", most, "1000 to 50000000");
    }

    private static void check(boolean holds, String name, Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "gateway.revocations." + name + ": " + value + " (expected: " + expected + ")");
        }
    }

    /** What becomes of tokens while it is not known which were called back. */
    enum WithoutFeed {
        /** They are good until they end. */
        ACCEPT,
        /** They are refused. */
        REFUSE
    }
}

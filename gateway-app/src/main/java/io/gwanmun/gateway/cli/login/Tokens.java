package io.gwanmun.gateway.cli.login;

import java.time.Duration;
import java.time.Instant;

/**
 * What a server gave (<a href="https://datatracker.ietf.org/doc/html/rfc6749#section-5.1">RFC 6749</a>).
 *
 * @param access the access token
 * @param refresh the refresh token, empty for none
 * @param expiresAt when the access token ends; {@link Instant#EPOCH} when the server did not say
 */
public record Tokens(String access, String refresh, Instant expiresAt) {

    private static final Duration MARGIN = Duration.ofSeconds(60);

    /** Returns whether the access token is of use for another minute. */
    public boolean isFresh(Instant now) {
        return expiresAt.minus(MARGIN).isAfter(now);
    }

    /** Shows no token. */
    @Override
    public String toString() {
        return "tokens until " + expiresAt;
    }
}

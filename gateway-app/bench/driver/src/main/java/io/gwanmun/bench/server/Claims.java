package io.gwanmun.bench.server;

import java.time.Duration;
import java.time.Instant;

/**
 * What a token says of its caller, the same whatever kind of token it is, so that the kinds can be compared.
 *
 * @param number which caller, from 0
 * @param issued when the token is given
 */
record Claims(int number, Instant issued) {

    private static final Duration LIFE = Duration.ofHours(12);

    /** When the token ends, in seconds since 1970. */
    long ends() {
        return issued.plus(LIFE).getEpochSecond();
    }

    /** The members of the JSON object, without its braces. */
    String members() {
        long from = issued.getEpochSecond();
        return ("\"iss\":\"bench\",\"sub\":\"6f0c1f1e-5a3e-4f6b-9f57-%012d\",\"client_id\":\"shop\","
                        + "\"aud\":[\"gateway\"],\"scope\":\"orders:read orders:write\",\"roles\":[\"user\",\"bench\"],"
                        + "\"jti\":\"t%d\",\"iat\":%d,\"nbf\":%d,\"exp\":%d")
                .formatted(number, number, from, from, ends());
    }
}

package io.gwanmun.bench.load;

import java.time.Duration;

/**
 * What a generator saw.
 *
 * @param requests answers received, bad ones included
 * @param requestsPerSecond the same by time
 * @param median half of the answers came within
 * @param p99 99 of 100 answers came within
 * @param longest all answers came within
 * @param errors answers other than 2xx and 3xx, connections that failed, requests without an answer in time
 */
public record LoadResult(
        long requests, double requestsPerSecond, Duration median, Duration p99, Duration longest, long errors) {}

package io.gwanmun.auth.login;

import java.time.Duration;

/**
 * How long the next guess has to wait after some have failed: some are free, then one second, doubled with each failure up to a longest
 * wait. Nobody is locked out for good, as that would let anybody lock out anybody.
 *
 * @param free how many failures cost nothing
 * @param longest the longest wait
 */
record Backoff(int free, Duration longest) {

    Duration after(int failures) {
        int over = failures - free;
        if (over <= 0) {
            return Duration.ZERO;
        }
        // 2^20 s is far above any longest wait; a greater exponent would only overflow.
        Duration wait = Duration.ofSeconds(1L << Math.min(over - 1, 20));
        return wait.compareTo(longest) > 0 ? longest : wait;
    }
}

package io.gwanmun.gateway.cli.login;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets time pass. */
@FunctionalInterface
public interface Pause {

    /** Returns when a time has passed. */
    void pass(Duration time) throws InterruptedException;

    /** Returns the pause of this machine. */
    static Pause real() {
        return time -> {
            if (new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("pause: ended early (expected: nobody does)");
            }
        };
    }
}

package io.gwanmun.gateway.pipeline;

/** A clock for elapsed time: nanoseconds from an arbitrary origin, never going back. Only differences mean something. */
@FunctionalInterface
public interface Ticker {

    /** Returns the present reading in nanoseconds. */
    long nanos();

    /** Returns the machine's own ticker. */
    static Ticker system() {
        return SystemTicker.INSTANCE;
    }
}

package io.gwanmun.gateway.pipeline;

/** The one place that reads the machine's elapsed time. */
enum SystemTicker implements Ticker {
    INSTANCE;

    @Override
    public long nanos() {
        return System.nanoTime();
    }
}

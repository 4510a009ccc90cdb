package io.gwanmun.gateway.pipeline;

/**
 * Hears of every request that ended, once each, on the event loop of the request. A listener never blocks and never
 * throws; what takes time is handed on.
 */
@FunctionalInterface
public interface OutcomeListener {

    /** Takes note of a request that ended. */
    void ended(Outcome outcome);
}

package io.gwanmun.bench.server;

/** A program that passes requests on, and can be started with any number of routes. */
public interface Program {

    /**
     * Names it in tables and messages.
     *
     * @return a short name
     */
    String label();

    /**
     * Tells whether a call without a good token is refused.
     *
     * @return false unless a program says otherwise
     */
    default boolean asksForTokens() {
        return false;
    }

    /**
     * Starts one process of it, with routes {@code /r0/…}, {@code /r1/…} and so on, all to the same upstream. Does
     * not wait until it answers.
     *
     * @param routes how many routes, at least 1
     * @param upstreamPort the upstream's port on the loopback address
     * @return the process, to be closed by the caller
     */
    Server start(int routes, int upstreamPort);
}

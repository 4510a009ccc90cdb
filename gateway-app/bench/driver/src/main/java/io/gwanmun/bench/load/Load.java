package io.gwanmun.bench.load;

import java.time.Duration;
import java.util.List;

/**
 * What a generator is asked to do.
 *
 * @param port the server's port on the loopback address
 * @param path what is asked for
 * @param connections how many connections are kept open
 * @param rate requests per second over all connections; 0 means as many as are answered
 * @param time how long, in whole seconds
 * @param tokens bearer tokens that requests show, one after the other and over again; empty for none
 */
public record Load(int port, String path, int connections, int rate, Duration time, List<String> tokens) {

    /** What a rate of 0 means. */
    public static final int SATURATION = 0;

    /** Copies the tokens. */
    public Load {
        tokens = List.copyOf(tokens);
    }

    boolean isPaced() {
        return rate != SATURATION;
    }

    String url() {
        return "http://127.0.0.1:" + port + path;
    }
}

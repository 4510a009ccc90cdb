package io.gwanmun.bench.load;

import java.time.Duration;

/**
 * What a generator is asked to do.
 *
 * @param port the server's port on the loopback address
 * @param path what is asked for
 * @param connections how many connections are kept open
 * @param rate requests per second over all connections; 0 means as many as are answered
 * @param time how long, in whole seconds
 */
public record Load(int port, String path, int connections, int rate, Duration time) {

    /** What a rate of 0 means. */
    public static final int SATURATION = 0;

    boolean isPaced() {
        return rate != SATURATION;
    }

    String url() {
        return "http://127.0.0.1:" + port + path;
    }
}

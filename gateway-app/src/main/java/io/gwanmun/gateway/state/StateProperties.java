package io.gwanmun.gateway.state;

import java.nio.file.Path;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import io.gwanmun.gateway.state.redis.RedisSettings;

/**
 * What the operator sets for shared state.
 *
 * @param redis the Redis that holds it
 */
@ConfigurationProperties(prefix = "gateway.state", ignoreUnknownFields = false)
record StateProperties(@DefaultValue Redis redis) {

    /**
     * Where shared state is kept.
     *
     * @param uri {@code redis://host:6379}, with TLS {@code rediss://}; {@code redis-sentinel://host:26379,other:26379/0#name} for
     *     Sentinel; several of the first, with commas between, for a Cluster; {@code embedded} for a server of this process, to
     *     try things out. Empty for no state
     * @param user the Redis user; empty for the user that Redis calls {@code default}
     * @param password its password; empty for none
     * @param passwordFile file with the password, in place of the password itself
     * @param trust file with the certificates, in PEM, of the authorities that may vouch for the server; those that Java trusts
     *     when missing
     * @param timeout how long an answer may take, 1 ms to 10 s
     * @param connectTimeout how long connecting may take, and each step of greeting after that, 10 ms to 30 s
     * @param queue how many questions may be without an answer at a time, 1 to 1000000; further ones fail at once
     * @param embedded the server of this process
     */
    record Redis(
            @DefaultValue("") String uri,
            @DefaultValue("") String user,
            @DefaultValue("") String password,
            @Nullable Path passwordFile,
            @Nullable Path trust,
            @DefaultValue("50ms") Duration timeout,
            @DefaultValue("1s") Duration connectTimeout,
            @DefaultValue("4096") int queue,
            @DefaultValue Embedded embedded) {

        private static final Duration SHORTEST = Duration.ofMillis(1);
        private static final Duration LONGEST = Duration.ofSeconds(10);
        private static final Duration SHORTEST_CONNECT = Duration.ofMillis(10);
        private static final Duration LONGEST_CONNECT = Duration.ofSeconds(30);
        private static final int LONGEST_QUEUE = 1_000_000;

        Redis {
            uri = uri.strip();
            check(within(timeout, SHORTEST, LONGEST), "timeout", timeout, "1ms to 10s");
            check(
                    within(connectTimeout, SHORTEST_CONNECT, LONGEST_CONNECT),
                    "connect-timeout",
                    connectTimeout,
                    "10ms to 30s");
            check(queue >= 1 && queue <= LONGEST_QUEUE, "queue", queue, "1 to 1000000");
            check(password.isEmpty() || passwordFile == null, "password", "set", "either password or password-file");
            check(user.isEmpty() || !password.isEmpty() || passwordFile != null, "user", user, "a password beside it");
        }

        /** Returns what the driver needs to know. */
        RedisSettings settings() {
            return new RedisSettings(uri, user, password, passwordFile, trust, timeout, connectTimeout, queue);
        }

        /** Returns the settings for the server of this process. */
        RedisSettings settings(int port, String secret) {
            return new RedisSettings(
                    "redis://127.0.0.1:" + port, "", secret, null, null, timeout, connectTimeout, queue);
        }

        private static boolean within(Duration value, Duration least, Duration most) {
            return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
        }

        /** Leaves out the password. */
        @Override
        public String toString() {
            return "Redis[user=" + user + ", timeout=" + timeout + ']';
        }
    }

    /**
     * The Redis of this process, for trying things out: on this machine only, in memory only.
     *
     * @param port where it listens, 0 for any free port
     * @param password its password, for other programs of this machine; a new one each time when empty
     */
    record Embedded(
            @DefaultValue("0") int port, @DefaultValue("") String password) {

        private static final int HIGHEST_PORT = 65_535;

        Embedded {
            check(port >= 0 && port <= HIGHEST_PORT, "embedded.port", port, "0 to 65535");
            check(
                    password.matches("[\\x21-\\x7e&&[^\"'\\\\]]*"),
                    "embedded.password",
                    "set",
                    "printable ASCII without quotes, backslashes and blanks");
        }

        /** Leaves out the password. */
        @Override
        public String toString() {
            return "Embedded[port=" + port + ']';
        }
    }

    private static void check(boolean holds, String name, Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "gateway.state.redis." + name + ": " + value + " (expected: " + expected + ")");
        }
    }
}

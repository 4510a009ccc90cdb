package io.gwanmun.gateway.state.redis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How a Redis is reached.
 *
 * @param uri one address, or several with commas between
 * @param user the user, empty for the default one
 * @param password its password, empty for none or when there is a file
 * @param passwordFile file with the password, read anew for each connection
 * @param trust file with the authorities that are trusted, in PEM; null for Java's own
 * @param timeout how long an answer may take
 * @param connectTimeout how long connecting and each step of greeting may take
 * @param queue how many questions may be without an answer
 */
public record RedisSettings(
        String uri,
        String user,
        String password,
        @Nullable Path passwordFile,
        @Nullable Path trust,
        Duration timeout,
        Duration connectTimeout,
        int queue) {

    /**
     * Returns the password of this moment; empty for none.
     *
     * @throws IllegalArgumentException when the file cannot be read
     */
    String secret() {
        if (passwordFile == null) {
            return password;
        }
        try {
            return Files.readString(passwordFile).strip();
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "gateway.state.redis.password-file: " + passwordFile + " (expected: a file that can be read)");
        }
    }

    /** Leaves out the password. */
    @Override
    public String toString() {
        return "RedisSettings[user=" + user + ", timeout=" + timeout + ']';
    }
}

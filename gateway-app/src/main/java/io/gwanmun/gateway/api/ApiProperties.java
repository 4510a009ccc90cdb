package io.gwanmun.gateway.api;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the written form lies.
 *
 * @param directory directory of the YAML files, read with those below it; must exist
 * @param pollInterval how often the directory is looked at, 10 ms to 1 h; a change acts after two looks that agree
 * @param secretDirectories directories below which {@code ${file:…}} may point
 */
@ConfigurationProperties(prefix = "gateway.api", ignoreUnknownFields = false)
record ApiProperties(
        @DefaultValue("config/gateway") Path directory,
        @DefaultValue("250ms") Duration pollInterval,
        @DefaultValue("/run/secrets") List<Path> secretDirectories) {

    private static final Duration LEAST = Duration.ofMillis(10);
    private static final Duration MOST = Duration.ofHours(1);

    ApiProperties {
        if (pollInterval.compareTo(LEAST) < 0 || pollInterval.compareTo(MOST) > 0) {
            throw new IllegalArgumentException(
                    "gateway.api.poll-interval: " + pollInterval.toMillis() + "ms (expected: 10ms to 1h)");
        }
        secretDirectories = List.copyOf(secretDirectories);
    }
}

package io.gwanmun.gateway.integration;

import java.util.regex.Pattern;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where this gateway stands.
 *
 * @param region name of the region this gateway stands in, lower-case letters, digits and hyphens; needed when an upstream has
 *     {@code region}
 */
@ConfigurationProperties(prefix = "gateway")
record RegionProperties(@DefaultValue("") String region) {

    private static final Pattern NAME = Pattern.compile("|[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?");

    RegionProperties {
        if (!NAME.matcher(region).matches()) {
            throw new IllegalArgumentException(
                    "gateway.region: " + region + " (expected: lower-case letters, digits and hyphens, at most 64)");
        }
    }
}

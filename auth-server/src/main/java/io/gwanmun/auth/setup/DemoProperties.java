package io.gwanmun.auth.setup;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * A demo.
 *
 * @param file people and clients to make at the start; refused unless the issuer is on this machine
 */
@ConfigurationProperties("auth.demo")
record DemoProperties(@Nullable Path file) {}

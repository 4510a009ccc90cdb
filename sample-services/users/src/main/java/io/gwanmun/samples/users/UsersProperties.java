package io.gwanmun.samples.users;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the operator of this service sets.
 *
 * @param region whose users this process keeps
 */
@ConfigurationProperties(prefix = "users", ignoreUnknownFields = false)
record UsersProperties(@DefaultValue("us") Region region) {}

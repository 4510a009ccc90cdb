package io.gwanmun.auth.user;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where people are kept.
 *
 * @param source in the database beside the clients, or in a directory that speaks LDAP
 */
@ConfigurationProperties(prefix = "auth.users")
record UserProperties(@DefaultValue("database") Source source) {

    enum Source {
        DATABASE,
        LDAP
    }
}

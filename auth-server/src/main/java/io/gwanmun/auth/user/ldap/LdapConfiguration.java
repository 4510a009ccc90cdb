package io.gwanmun.auth.user.ldap;

import java.util.HashMap;
import java.util.Map;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.ldap.core.LdapTemplate;
import org.springframework.ldap.core.support.LdapContextSource;

/** Wires people of a directory, when {@code auth.users.source} says so. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "auth.users.source", havingValue = "ldap")
class LdapConfiguration {

    @Bean
    LdapContextSource ldapConnections(LdapProperties properties) {
        LdapContextSource source = new LdapContextSource();
        source.setUrls(properties.urls().toArray(String[]::new));
        String dn = properties.bindDn();
        String password = properties.bindPassword();
        if (dn != null && password != null) {
            source.setUserDn(dn);
            source.setPassword(password);
        } else {
            source.setAnonymousReadOnly(true);
        }
        source.setReferral("ignore");
        source.setBaseEnvironmentProperties(environment(properties));
        return source;
    }

    @Bean
    LdapPeople people(LdapContextSource connections, LdapProperties properties) {
        LdapTemplate directory = new LdapTemplate(connections);
        // The second entry of an ambiguous name is all that need be seen of it.
        directory.setIgnoreSizeLimitExceededException(true);
        return new LdapPeople(connections, directory, properties);
    }

    private static Map<String, Object> environment(LdapProperties properties) {
        Map<String, Object> environment = new HashMap<>();
        String millis = String.valueOf(properties.timeout().toMillis());
        environment.put("com.sun.jndi.ldap.connect.timeout", millis);
        environment.put("com.sun.jndi.ldap.read.timeout", millis);
        environment.put("java.naming.ldap.attributes.binary", ObjectGuid.ATTRIBUTE);
        return environment;
    }
}

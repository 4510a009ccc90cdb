package io.gwanmun.auth.user.ldap;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A directory and how people stand in it.
 *
 * @param urls where it is, one server or several, such as {@code ldaps://ldap.example.org}
 * @param allowPlain send passwords to {@code ldap://} on another machine in clear
 * @param bindDn who searches; nobody in particular when left out
 * @param bindPassword the password of who searches
 * @param base where people are searched, such as {@code ou=people,dc=example,dc=org}
 * @param filter how they are found by what they type; <code>{0}</code> stands for it, escaped
 * @param idAttribute what stays the same of a person: {@code entryUUID}, or {@code objectGUID} in Active Directory
 * @param nameAttribute what they are called: {@code uid}, or {@code sAMAccountName} in Active Directory
 * @param groupBase where groups are searched; no groups when left out
 * @param groupFilter how the groups of a person are found; <code>{0}</code> stands for the person's DN, escaped
 * @param groupAttribute what a group is called
 * @param roles which role a group gives, by the group's name; a group that is not named here gives none, and with nothing named each gives
 *     the role of its own name
 * @param timeout how long the directory may take, 100 ms to 30 s
 */
@ConfigurationProperties("auth.ldap")
record LdapProperties(
        @DefaultValue List<String> urls,
        @DefaultValue("false") boolean allowPlain,
        @Nullable String bindDn,
        @Nullable String bindPassword,
        @Nullable String base,
        @DefaultValue("(|(uid={0})(mail={0}))") String filter,
        @DefaultValue("entryUUID") String idAttribute,
        @DefaultValue("uid") String nameAttribute,
        @Nullable String groupBase,
        @DefaultValue("(member={0})") String groupFilter,
        @DefaultValue("cn") String groupAttribute,
        @DefaultValue Map<String, String> roles,
        @DefaultValue("5s") Duration timeout) {

    /** Checks the ranges and the filters. */
    LdapProperties {
        if (!filter.contains("{0}") || !groupFilter.contains("{0}")) {
            throw new IllegalArgumentException(
                    "auth.ldap.filter, auth.ldap.group-filter: no {0} (expected: {0} where the name or DN goes)");
        }
        if (timeout.compareTo(Duration.ofMillis(100)) < 0 || timeout.compareTo(Duration.ofSeconds(30)) > 0) {
            throw new IllegalArgumentException("auth.ldap.timeout: %s (expected: 100 ms to 30 s)".formatted(timeout));
        }
        for (String url : urls) {
            checkUrl(URI.create(url), allowPlain);
        }
    }

    /** Returns where people are searched, which must be said once people are kept here. */
    String requiredBase() {
        if (urls.isEmpty() || base == null) {
            throw new IllegalStateException(
                    "auth.ldap.urls, auth.ldap.base: missing (expected: both, as auth.users.source is ldap)");
        }
        return base;
    }

    private static void checkUrl(URI url, boolean allowPlain) {
        String host = String.valueOf(url.getHost());
        boolean here = host.equals("127.0.0.1") || host.equals("[::1]") || host.equals("localhost");
        if ("ldaps".equals(url.getScheme()) || "ldap".equals(url.getScheme()) && (here || allowPlain)) {
            return;
        }
        throw new IllegalArgumentException(
                "auth.ldap.urls: %s (expected: ldaps://…, or auth.ldap.allow-plain: true to send passwords in clear)"
                        .formatted(url));
    }

    @Override
    public String toString() {
        return "LdapProperties[" + urls + ", " + base + "]";
    }
}

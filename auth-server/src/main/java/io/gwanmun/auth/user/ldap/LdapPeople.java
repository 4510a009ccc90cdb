package io.gwanmun.auth.user.ldap;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import javax.naming.directory.DirContext;
import javax.naming.directory.SearchControls;

import org.jspecify.annotations.Nullable;
import org.springframework.ldap.AuthenticationException;
import org.springframework.ldap.NamingException;
import org.springframework.ldap.core.ContextMapper;
import org.springframework.ldap.core.ContextSource;
import org.springframework.ldap.core.DirContextOperations;
import org.springframework.ldap.core.LdapTemplate;
import org.springframework.ldap.support.LdapEncoder;
import org.springframework.ldap.support.LdapUtils;

import io.gwanmun.auth.user.PasswordCheck;
import io.gwanmun.auth.user.PasswordRules;
import io.gwanmun.auth.user.People;
import io.gwanmun.auth.user.Person;

/**
 * People of a directory. Their passwords are checked by binding as them; an empty one never is, as a bind without a password is answered as
 * right (RFC 4513 section 5.1.2). For a name that nobody has, a bind that must fail is made, so that the answer takes as long.
 */
final class LdapPeople implements People, PasswordCheck {

    private static final int DISABLED = 2;
    private static final int MOST_FOUND = 2;

    private final LdapTemplate directory;
    private final ContextSource connections;
    private final LdapProperties properties;
    private final String base;

    /** Where in the directory somebody stands, and what it says there. */
    private record Entry(String dn, DirContextOperations attributes) {}

    LdapPeople(ContextSource connections, LdapTemplate directory, LdapProperties properties) {
        this.connections = connections;
        this.directory = directory;
        this.properties = properties;
        this.base = properties.requiredBase();
    }

    @Override
    public Optional<Person> find(String id) {
        return entry(id).map(this::person);
    }

    @Override
    public Optional<Person> named(String name) {
        return only("(" + properties.nameAttribute() + "=" + LdapEncoder.filterEncode(name) + ")")
                .map(this::person);
    }

    @Override
    public Optional<String> idOf(String login) {
        return typed(login).map(Entry::attributes).map(this::id);
    }

    @Override
    public Optional<Person> check(String login, String password) {
        Optional<Entry> entry = typed(login);
        boolean right = binds(entry.map(Entry::dn).orElse("cn=" + UUID.randomUUID() + "," + base), password);
        // Groups are looked up only now: doing so before would tell by the time that the name is somebody's.
        return entry.filter(found -> right).map(this::person).filter(Person::enabled);
    }

    @Override
    public boolean isPasswordOf(String id, String password) {
        return entry(id).filter(entry -> binds(entry.dn(), password)).isPresent();
    }

    private Optional<Entry> entry(String id) {
        if (properties.idAttribute().equalsIgnoreCase(ObjectGuid.ATTRIBUTE)) {
            return isUuid(id) ? only("(objectGUID=" + ObjectGuid.filter(id) + ")") : Optional.empty();
        }
        return only("(" + properties.idAttribute() + "=" + LdapEncoder.filterEncode(id) + ")");
    }

    private Optional<Entry> typed(String login) {
        return only(properties.filter().replace("{0}", LdapEncoder.filterEncode(login)));
    }

    /** Two that fit are none: nobody could tell whose password is meant. */
    private Optional<Entry> only(String filter) {
        List<Entry> found = asked(
                () -> directory.search(base, filter, controls(MOST_FOUND), (ContextMapper<Entry>) LdapPeople::read));
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    private boolean binds(String dn, String password) {
        if (password.isEmpty() || password.length() > PasswordRules.MOST || password.indexOf('\0') >= 0) {
            return false;
        }
        return asked(() -> {
            DirContext context = null;
            try {
                context = connections.getContext(dn, password);
                return true;
            } catch (AuthenticationException e) {
                return false;
            } finally {
                LdapUtils.closeContext(context);
            }
        });
    }

    private static Entry read(Object context) {
        DirContextOperations entry = (DirContextOperations) context;
        return new Entry(entry.getNameInNamespace(), entry);
    }

    private Person person(Entry found) {
        DirContextOperations entry = found.attributes();
        String name = String.valueOf(entry.getStringAttribute(properties.nameAttribute()));
        Set<String> roles = asked(() -> roles(found.dn()));
        return new Person(id(entry), name, roles, isEnabled(entry), profile(name, entry));
    }

    private String id(DirContextOperations entry) {
        Object id = entry.getObjectAttribute(properties.idAttribute());
        if (id == null) {
            throw new IllegalStateException("auth.ldap.id-attribute: " + properties.idAttribute()
                    + " is not there (expected: an attribute that everybody has, and that the searcher may read)");
        }
        return id instanceof byte[] bytes ? ObjectGuid.text(bytes) : id.toString();
    }

    private Set<String> roles(String dn) {
        String groupBase = properties.groupBase();
        if (groupBase == null) {
            return Set.of();
        }
        String filter = properties.groupFilter().replace("{0}", LdapEncoder.filterEncode(dn));
        List<String> groups = directory.search(groupBase, filter, controls(0), (ContextMapper<String>) context ->
                String.valueOf(((DirContextOperations) context).getStringAttribute(properties.groupAttribute())));
        Set<String> roles = new TreeSet<>(groups);
        if (!properties.roles().isEmpty()) {
            roles.clear();
            groups.stream()
                    .filter(properties.roles()::containsKey)
                    .map(properties.roles()::get)
                    .forEach(roles::add);
        }
        return roles;
    }

    private SearchControls controls(int most) {
        SearchControls controls = new SearchControls();
        controls.setSearchScope(SearchControls.SUBTREE_SCOPE);
        controls.setCountLimit(most);
        controls.setTimeLimit((int) properties.timeout().toMillis());
        // Attributes of the server's own, such as entryUUID, come only when named.
        controls.setReturningAttributes(new String[] {"*", properties.idAttribute()});
        return controls;
    }

    /** Active Directory says so in a bit of a number; other directories lock by refusing the bind. */
    private static boolean isEnabled(DirContextOperations entry) {
        String control = entry.getStringAttribute("userAccountControl");
        return control == null || (Integer.parseInt(control) & DISABLED) == 0;
    }

    private static Map<String, Object> profile(String name, DirContextOperations entry) {
        Map<String, Object> profile = new HashMap<>();
        profile.put("preferred_username", name);
        put(profile, "given_name", entry.getStringAttribute("givenName"));
        put(profile, "family_name", entry.getStringAttribute("sn"));
        String display = entry.getStringAttribute("displayName");
        put(profile, "name", display == null ? entry.getStringAttribute("cn") : display);
        String email = entry.getStringAttribute("mail");
        put(profile, "email", email);
        if (email != null) {
            // The directory vouches for it.
            profile.put("email_verified", true);
        }
        return profile;
    }

    private static void put(Map<String, Object> profile, String claim, @Nullable String value) {
        if (value != null) {
            profile.put(claim, value);
        }
    }

    private static boolean isUuid(String id) {
        return id.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    }

    private static <T> T asked(Supplier<T> question) {
        try {
            return question.get();
        } catch (NamingException e) {
            throw new UnreachableException("the directory does not answer", e);
        }
    }
}

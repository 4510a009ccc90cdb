package io.gwanmun.auth.user;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The roles that people can have. */
public final class Roles {

    /** What a role or group may be called, in words for people. */
    public static final String NAME =
            "1 to 64 of the characters a-z, A-Z, 0-9, '.', '_', ':' and '-', the first a letter or digit";

    private static final Pattern FORM = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._:-]{0,63}");

    private final JdbcClient db;

    /**
     * One role.
     *
     * @param name what tokens and routes call it
     * @param description what it is for
     */
    public record Role(String name, String description) {

        /** Checks both. */
        public Role {
            checkName(name);
            checkDescription(description);
        }
    }

    /** Keeps roles in this database. */
    public Roles(JdbcClient db) {
        this.db = db;
    }

    /** Returns all roles, ordered by name. */
    public List<Role> all() {
        return db.sql("select name, description from role order by name")
                .query(Role.class)
                .list();
    }

    /** Returns a role by name. */
    public Optional<Role> find(String name) {
        return db.sql("select name, description from role where name = ?")
                .param(name)
                .query(Role.class)
                .optional();
    }

    /**
     * Makes a role.
     *
     * @throws TakenException if there is one of this name
     */
    public void create(Role role) {
        try {
            db.sql("insert into role (name, description) values (?, ?)")
                    .params(role.name(), role.description())
                    .update();
        } catch (DuplicateKeyException e) {
            throw new TakenException("name", role.name());
        }
    }

    /** Says anew what a role is for, and returns whether there is one. */
    public boolean describe(Role role) {
        return db.sql("update role set description = ? where name = ?")
                        .params(role.description(), role.name())
                        .update()
                == 1;
    }

    /** Takes a role from everybody and forgets it; the role of admins stays. Returns whether there was one. */
    public boolean delete(String name) {
        if (name.equals(Person.ADMIN)) {
            throw new UnfitException("name", name, "a role other than that of admins");
        }
        return db.sql("delete from role where name = ?").param(name).update() == 1;
    }

    /** Returns the ids of those who have a role, by themselves or by a group. */
    public List<String> holders(String name) {
        return db.sql("""
                        select person_id from person_role where role_name = :name
                        union
                        select m.person_id from person_group_member m join group_role g on g.group_name = m.group_name
                        where g.role_name = :name""").param("name", name).query(String.class).list();
    }

    static void checkName(String name) {
        if (!FORM.matcher(name).matches()) {
            throw new UnfitException("name", name, NAME);
        }
    }

    static void checkDescription(String description) {
        if (description.length() > 500) {
            throw new UnfitException("description", description, "at most 500 characters");
        }
    }
}

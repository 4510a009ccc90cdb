package io.gwanmun.auth.user;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The groups that people can be in; a group gives its roles to everybody in it. */
public final class Groups {

    private final JdbcClient db;
    private final TransactionTemplate transactions;

    /**
     * One group.
     *
     * @param name what it is called
     * @param description what it is for
     * @param roles what it gives to those in it
     */
    public record Group(String name, String description, Set<String> roles) {

        /** Checks the name and the description. */
        public Group {
            roles = Set.copyOf(roles);
            Roles.checkName(name);
            Roles.checkDescription(description);
        }
    }

    /** Keeps groups in this database. */
    public Groups(JdbcClient db, TransactionTemplate transactions) {
        this.db = db;
        this.transactions = transactions;
    }

    /** Returns all groups, ordered by name. */
    public List<Group> all() {
        List<Group> groups = new ArrayList<>();
        for (String name : db.sql("select name from person_group order by name")
                .query(String.class)
                .list()) {
            find(name).ifPresent(groups::add);
        }
        return groups;
    }

    /** Returns a group by name. */
    public Optional<Group> find(String name) {
        return db.sql("select description from person_group where name = ?")
                .param(name)
                .query(String.class)
                .optional()
                .map(description -> new Group(name, description, roles(name)));
    }

    /**
     * Makes a group.
     *
     * @throws TakenException if there is one of this name
     * @throws UnfitException if a role does not exist
     */
    public void create(Group group) {
        try {
            transactions.executeWithoutResult(status -> {
                db.sql("insert into person_group (name, description) values (?, ?)")
                        .params(group.name(), group.description())
                        .update();
                link(group);
            });
        } catch (DuplicateKeyException e) {
            throw new TakenException("name", group.name());
        }
    }

    /** Makes a group what this says, and returns whether there is one of this name. */
    public boolean replace(Group group) {
        return Boolean.TRUE.equals(transactions.execute(status -> {
            boolean there = db.sql("update person_group set description = ? where name = ?")
                            .params(group.description(), group.name())
                            .update()
                    == 1;
            if (there) {
                link(group);
            }
            return there;
        }));
    }

    /** Forgets a group, and returns whether there was one. */
    public boolean delete(String name) {
        return db.sql("delete from person_group where name = ?").param(name).update() == 1;
    }

    /** Returns the ids of those in a group. */
    public List<String> members(String name) {
        return db.sql("select person_id from person_group_member where group_name = ?")
                .param(name)
                .query(String.class)
                .list();
    }

    private void link(Group group) {
        db.sql("delete from group_role where group_name = ?")
                .param(group.name())
                .update();
        for (String role : group.roles()) {
            if (db.sql("select name from role where name = ?")
                    .param(role)
                    .query(String.class)
                    .list()
                    .isEmpty()) {
                throw new UnfitException("roles", role, "names of roles that exist");
            }
            db.sql("insert into group_role (group_name, role_name) values (?, ?)")
                    .params(group.name(), role)
                    .update();
        }
    }

    private Set<String> roles(String group) {
        return Set.copyOf(db.sql("select role_name from group_role where group_name = ?")
                .param(group)
                .query(String.class)
                .list());
    }
}

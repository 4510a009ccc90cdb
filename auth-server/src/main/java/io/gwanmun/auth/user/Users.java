package io.gwanmun.auth.user;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The people whom the database keeps. Nothing here ends what they were granted or where they are signed in: who changes somebody tells
 * that to the rooms it concerns.
 */
public final class Users {

    private static final String COLUMNS = "id, name, email, email_verified, given_name, family_name, locale, enabled, "
            + "password is not null as has_password, created";
    private static final String MATCHING =
            " from person where name_key like :like escape '!' or email_key like :like escape '!'";

    private final JdbcClient db;
    private final TransactionTemplate transactions;
    private final InstantSource clock;

    /** Keeps people in this database. */
    public Users(JdbcClient db, TransactionTemplate transactions, InstantSource clock) {
        this.db = db;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Returns somebody by id. */
    public Optional<User> find(String id) {
        return one(db.sql("select " + COLUMNS + " from person where id = ?").param(id));
    }

    /** Returns somebody by name. */
    public Optional<User> named(String name) {
        return one(
                db.sql("select " + COLUMNS + " from person where name_key = ?").param(Names.key(name)));
    }

    /** Returns somebody by address. */
    public Optional<User> byEmail(String email) {
        return one(
                db.sql("select " + COLUMNS + " from person where email_key = ?").param(Names.key(email)));
    }

    /** Returns somebody by what they type at the login: their name or their address. */
    public Optional<User> byLogin(String login) {
        return login.indexOf('@') < 0 ? named(login) : byEmail(login);
    }

    /** Returns the id of whoever logs in with this name or address. */
    Optional<String> idOf(String login) {
        String column = login.indexOf('@') < 0 ? "name_key" : "email_key";
        return db.sql("select id from person where " + column + " = ?")
                .param(Names.key(login))
                .query(String.class)
                .optional();
    }

    /** Returns those whose name or address holds a text, ordered by name. */
    public Page<User> search(String text, int page, int size) {
        Page.check(page, size);
        String like =
                "%" + Names.key(text).replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
        long total = db.sql("select count(*)" + MATCHING)
                .param("like", like)
                .query(Long.class)
                .single();
        List<User> users = all(db.sql("select " + COLUMNS + MATCHING + " order by name_key limit :size offset :offset")
                .param("like", like)
                .param("size", size)
                .param("offset", (long) page * size));
        return new Page<>(users, page, size, total);
    }

    /** Returns whether anybody who may log in has a role. */
    public boolean anyHas(String role) {
        return anyOtherHas(role, "");
    }

    /** Returns whether anybody who may log in has a role, other than the one of this id. */
    public boolean anyOtherHas(String role, String id) {
        return db.sql("""
                        select count(*) from person p where p.enabled and p.id <> :id
                        and (exists (select 1 from person_role r where r.person_id = p.id and r.role_name = :role)
                          or exists (select 1 from person_group_member m join group_role g on g.group_name = m.group_name
                                     where m.person_id = p.id and g.role_name = :role))""").param("id", id).param("role", role).query(Long.class).single() > 0;
    }

    /**
     * Makes somebody without a password.
     *
     * @throws TakenException if somebody else has the name or the address
     * @throws UnfitException if a role or group does not exist
     */
    public User create(UserDraft draft) {
        String id = UUID.randomUUID().toString();
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        return written(
                id, draft, () -> fill(db.sql("""
                                insert into person (id, name, name_key, email, email_key, email_verified, given_name,
                                    family_name, locale, enabled, created)
                                values (:id, :name, :nameKey, :email, :emailKey, :verified, :given, :family, :locale, :enabled, :now)""").param("now", now), id, draft).update());
    }

    /**
     * Makes somebody what a draft says, and returns them unless nobody has this id.
     *
     * @throws TakenException if somebody else has the name or the address
     * @throws UnfitException if a role or group does not exist
     */
    public Optional<User> replace(String id, UserDraft draft) {
        if (find(id).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(written(id, draft, () -> fill(db.sql("""
                                update person set name = :name, name_key = :nameKey, email = :email, email_key = :emailKey,
                                    email_verified = :verified, given_name = :given, family_name = :family, locale = :locale,
                                    enabled = :enabled
                                where id = :id"""), id, draft).update()));
    }

    /** Forgets somebody, and returns whether there was somebody. */
    public boolean delete(String id) {
        return db.sql("delete from person where id = ?").param(id).update() == 1;
    }

    /**
     * Writes somebody's own names and nothing else, so that what an admin writes at the same time stays.
     *
     * @throws UnfitException if they are too long or hold control characters
     */
    public void rename(String id, @Nullable String givenName, @Nullable String familyName) {
        UserDraft.checkNames(givenName, familyName);
        db.sql("update person set given_name = ?, family_name = ? where id = ?")
                .params(Arrays.asList(givenName, familyName, id))
                .update();
    }

    /** Gives somebody an address that is known to reach them, unless it is somebody else's, and returns whether it did. */
    public boolean move(String id, String email) {
        try {
            return db.sql("update person set email = ?, email_key = ?, email_verified = true where id = ?")
                            .params(email, Names.key(email), id)
                            .update()
                    == 1;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    /** Lets somebody log in, or no more. */
    public boolean enable(String id, boolean enabled) {
        return db.sql("update person set enabled = ? where id = ?")
                        .params(enabled, id)
                        .update()
                == 1;
    }

    /** Notes that mail to this address reaches somebody, if it is theirs still. */
    public void verifyEmail(String id, String email) {
        db.sql("update person set email_verified = true where id = ? and email_key = ?")
                .params(id, Names.key(email))
                .update();
    }

    /** Returns the hash of somebody's password. */
    public Optional<String> passwordHash(String id) {
        return db.sql("select password from person where id = ? and password is not null")
                .param(id)
                .query(String.class)
                .optional();
    }

    /** Gives somebody the password that has this hash. */
    public void setPasswordHash(String id, String hash) {
        db.sql("update person set password = ? where id = ?").params(hash, id).update();
    }

    /** Replaces one hash of a password by another, unless the password was changed meanwhile. */
    void replaceHash(String id, String old, String hash) {
        db.sql("update person set password = ? where id = ? and password = ?")
                .params(hash, id, old)
                .update();
    }

    private User written(String id, UserDraft draft, Runnable write) {
        try {
            return transactions.execute(status -> {
                checkKnown("roles", "role", draft.roles());
                checkKnown("groups", "person_group", draft.groups());
                write.run();
                link(id, "person_role", "role_name", draft.roles());
                link(id, "person_group_member", "group_name", draft.groups());
                return find(id).orElseThrow();
            });
        } catch (DataIntegrityViolationException e) {
            throw taken(id, draft).orElseThrow(() -> e);
        }
    }

    private void link(String id, String table, String column, Collection<String> names) {
        db.sql("delete from " + table + " where person_id = ?").param(id).update();
        for (String name : names) {
            db.sql("insert into " + table + " (person_id, " + column + ") values (?, ?)")
                    .params(id, name)
                    .update();
        }
    }

    private void checkKnown(String field, String table, Collection<String> names) {
        for (String name : names) {
            if (db.sql("select name from " + table + " where name = ?")
                    .param(name)
                    .query(String.class)
                    .list()
                    .isEmpty()) {
                throw new UnfitException(field, name, "names of " + field + " that exist");
            }
        }
    }

    private Optional<RuntimeException> taken(String id, UserDraft draft) {
        if (named(draft.name()).filter(other -> !other.id().equals(id)).isPresent()) {
            return Optional.of(new TakenException("name", draft.name()));
        }
        String email = draft.profile().email();
        return Optional.ofNullable(email)
                .flatMap(this::byEmail)
                .filter(other -> !other.id().equals(id))
                .map(other -> new TakenException("email", String.valueOf(email)));
    }

    private static JdbcClient.StatementSpec fill(JdbcClient.StatementSpec sql, String id, UserDraft draft) {
        Profile profile = draft.profile();
        String email = profile.email();
        return sql.param("id", id)
                .param("name", draft.name())
                .param("nameKey", Names.key(draft.name()))
                .param("email", email)
                .param("emailKey", email == null ? null : Names.key(email))
                .param("verified", profile.emailVerified())
                .param("given", profile.givenName())
                .param("family", profile.familyName())
                .param("locale", profile.locale())
                .param("enabled", draft.enabled());
    }

    private Optional<User> one(JdbcClient.StatementSpec sql) {
        return all(sql).stream().findFirst();
    }

    private List<User> all(JdbcClient.StatementSpec sql) {
        List<User> bare = sql.query((row, number) -> bare(row)).list();
        if (bare.isEmpty()) {
            return bare;
        }
        List<String> ids = bare.stream().map(User::id).toList();
        Map<String, Set<String>> roles =
                names("select person_id, role_name from person_role where person_id in (:ids)", ids);
        Map<String, Set<String>> groups =
                names("select person_id, group_name from person_group_member where person_id in (:ids)", ids);
        Map<String, Set<String>> groupRoles = names("""
                select m.person_id, g.role_name from person_group_member m
                join group_role g on g.group_name = m.group_name where m.person_id in (:ids)""", ids);
        List<User> full = new ArrayList<>();
        for (User user : bare) {
            full.add(new User(
                    user.id(),
                    user.name(),
                    user.profile(),
                    user.enabled(),
                    user.hasPassword(),
                    roles.getOrDefault(user.id(), Set.of()),
                    groups.getOrDefault(user.id(), Set.of()),
                    groupRoles.getOrDefault(user.id(), Set.of()),
                    user.created()));
        }
        return full;
    }

    private Map<String, Set<String>> names(String sql, List<String> ids) {
        return db
                .sql(sql)
                .param("ids", ids)
                .query((row, number) -> Map.entry(row.getString(1), row.getString(2)))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toSet())));
    }

    private static User bare(ResultSet row) throws SQLException {
        Profile profile = new Profile(
                text(row, "email"),
                row.getBoolean("email_verified"),
                text(row, "given_name"),
                text(row, "family_name"),
                text(row, "locale"));
        return new User(
                row.getString("id"),
                row.getString("name"),
                profile,
                row.getBoolean("enabled"),
                row.getBoolean("has_password"),
                Set.of(),
                Set.of(),
                Set.of(),
                row.getObject("created", OffsetDateTime.class).toInstant());
    }

    private static @Nullable String text(ResultSet row, String column) throws SQLException {
        return row.getString(column);
    }
}

package io.gwanmun.auth.login;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.gwanmun.auth.state.Sha256;
import io.gwanmun.auth.user.Names;

/**
 * Slows down the guessing of passwords and codes. Failures are counted by account and address together, and by address alone; each count
 * has its {@link Backoff}. So one address cannot try many accounts, and cannot try one account fast, while the owner of an account logs in from elsewhere as
 * ever. Codes of a second factor are counted by account alone: who guesses them knows the password already.
 *
 * <p>A guess counts before it is checked and is given back when it was right; otherwise many at once would all be let through. The counts stand in the
 * database, so they hold for all instances and over restarts, and are forgotten a day after the latest guess. Names that nobody has are
 * counted alike.
 */
public final class Guesses {

    static final Backoff OF_ACCOUNT = new Backoff(5, Duration.ofMinutes(15));
    static final Backoff OF_ADDRESS = new Backoff(50, Duration.ofMinutes(5));
    static final Backoff OF_CODE = new Backoff(10, Duration.ofMinutes(5));
    static final Backoff OF_MAIL = new Backoff(5, Duration.ofMinutes(15));
    private static final String ALL = "*";
    private static final String MAIL = "mail";
    private static final Duration MEMORY = Duration.ofDays(1);
    private static final int COLLISIONS = 20;

    private final JdbcClient db;
    private final InstantSource clock;

    /**
     * What is counted of an account.
     *
     * @param address from where, or {@code *} for everywhere
     * @param failures how many failed
     * @param latest when the latest was
     * @param until when the next is let through
     */
    public record Count(String address, int failures, Instant latest, Instant until) {}

    private record Row(int failures, OffsetDateTime latest, OffsetDateTime until) {}

    Guesses(JdbcClient db, InstantSource clock) {
        this.db = db;
        this.clock = clock;
    }

    /** Lets a guess at a password through and counts it, or returns how long it has to wait. */
    public Optional<Duration> guessPassword(String account, String address) {
        Optional<Duration> wait = count(ALL, address, OF_ADDRESS);
        return wait.isPresent() ? wait : count(Sha256.of(account), address, OF_ACCOUNT);
    }

    /** Lets an address ask for a mail and counts it, or returns how long it has to wait. */
    public Optional<Duration> askMail(String address) {
        return count(MAIL, address, OF_MAIL);
    }

    /** Returns whether a mail may go to somebody now: a few may, more would be a nuisance that anybody can cause. */
    public boolean mayMail(String email) {
        return count(Sha256.of("mail:" + Names.key(email)), ALL, OF_MAIL).isEmpty();
    }

    /** Forgets the guesses at a password, as its owner has come. */
    public void passwordWasRight(String account, String address) {
        forget(Sha256.of(account), address);
        giveBack(address);
    }

    /** Lets a guess at a code through and counts it, or returns how long it has to wait. */
    public Optional<Duration> guessCode(String personId) {
        return count(Sha256.of(personId), ALL, OF_CODE);
    }

    /** Forgets the guesses at codes. */
    public void codeWasRight(String personId) {
        forget(Sha256.of(personId), ALL);
    }

    /** Returns what is counted of an account now. */
    public List<Count> of(String account) {
        return db.sql(
                        "select address, failures, latest, until from guess where account = ? and latest > ? order by address")
                .params(Sha256.of(account), now().minus(MEMORY))
                .query((row, number) -> new Count(
                        row.getString(1),
                        row.getInt(2),
                        row.getObject(3, OffsetDateTime.class).toInstant(),
                        row.getObject(4, OffsetDateTime.class).toInstant()))
                .list();
    }

    /** Forgets all guesses at an account, so that its owner can try at once. */
    public void forget(String account) {
        db.sql("delete from guess where account = ?").param(Sha256.of(account)).update();
    }

    /** Forgets what is a day old. */
    void sweep() {
        db.sql("delete from guess where latest <= ?").param(now().minus(MEMORY)).update();
    }

    private Optional<Duration> count(String account, String address, Backoff backoff) {
        for (int i = 0; i < COLLISIONS; i++) {
            OffsetDateTime now = now();
            Optional<Row> row = row(account, address);
            if (row.isPresent() && row.get().until().isAfter(now)) {
                return Optional.of(Duration.between(now, row.get().until()));
            }
            if (row.isPresent() ? raise(account, address, row.get(), backoff) : begin(account, address, backoff)) {
                return Optional.empty();
            }
        }
        // So many guesses at the same account at the same time that this one never got its turn.
        return Optional.of(Duration.ofSeconds(1));
    }

    private boolean begin(String account, String address, Backoff backoff) {
        OffsetDateTime now = now();
        try {
            return db.sql("insert into guess (account, address, failures, latest, until) values (?, ?, 1, ?, ?)")
                            .params(account, address, now, now.plus(backoff.after(1)))
                            .update()
                    == 1;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    private boolean raise(String account, String address, Row row, Backoff backoff) {
        OffsetDateTime now = now();
        int failures = row.latest().isBefore(now.minus(MEMORY)) ? 1 : row.failures() + 1;
        return db.sql("""
                        update guess set failures = ?, latest = ?, until = ?
                        where account = ? and address = ? and failures = ? and until <= ?""")
                        .params(failures, now, now.plus(backoff.after(failures)), account, address, row.failures(), now)
                        .update()
                == 1;
    }

    private Optional<Row> row(String account, String address) {
        return db.sql("select failures, latest, until from guess where account = ? and address = ?")
                .params(account, address)
                .query((row, number) -> new Row(
                        row.getInt(1), row.getObject(2, OffsetDateTime.class), row.getObject(3, OffsetDateTime.class)))
                .optional();
    }

    private void forget(String account, String address) {
        db.sql("delete from guess where account = ? and address = ?")
                .params(account, address)
                .update();
    }

    private void giveBack(String address) {
        db.sql(
                        "update guess set failures = failures - 1, until = latest where account = ? and address = ? and failures > 0")
                .params(ALL, address)
                .update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}

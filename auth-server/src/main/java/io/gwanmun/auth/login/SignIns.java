package io.gwanmun.auth.login;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.jdbc.core.simple.JdbcClient;

import io.gwanmun.auth.state.Sha256;

/**
 * The browsers where people are signed in. A session that says somebody is signed in counts only while its row stands here, so ending
 * one ends it at once on every instance.
 */
public final class SignIns {

    /** How long somebody stays signed in at most, whatever they do. */
    static final Duration LONGEST = Duration.ofHours(12);

    /** How often the time of the latest request is written down. */
    private static final Duration SEEN_EVERY = Duration.ofMinutes(1);

    private static final int AGENT = 200;

    private final JdbcClient db;
    private final InstantSource clock;

    /**
     * One browser.
     *
     * @param id what it is known by; says nothing about its session
     * @param address from where it came at the login
     * @param agent what it said it is
     * @param started when the login was
     * @param seen when the latest request was, to the minute
     */
    public record SignIn(String id, String address, String agent, Instant started, Instant seen) {

        private static final List<String> BROWSERS =
                List.of("Edg", "OPR", "SamsungBrowser", "Firefox", "Chrome", "Safari");
        private static final List<String> SYSTEMS = List.of("Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux");

        /** Returns browser and system in two words, as far as the agent lets know. */
        public String browser() {
            return Stream.of(first(BROWSERS), first(SYSTEMS))
                    .flatMap(Optional::stream)
                    .collect(Collectors.joining(", "));
        }

        private Optional<String> first(List<String> names) {
            return names.stream().filter(agent::contains).findFirst();
        }
    }

    SignIns(JdbcClient db, InstantSource clock) {
        this.db = db;
        this.clock = clock;
    }

    /** Writes down that somebody is signed in, and returns the secret by which their session proves it. */
    String begin(String personId, String address, String agent) {
        String secret = Secret.fresh();
        OffsetDateTime now = now();
        db.sql("insert into sign_in (id, person_id, address, agent, started, seen) values (?, ?, ?, ?, ?, ?)")
                .params(Sha256.of(secret), personId, address, shortened(agent), now, now)
                .update();
        return secret;
    }

    /** Returns the id of whoever is signed in by this secret. */
    Optional<String> person(String secret) {
        String id = Sha256.of(secret);
        OffsetDateTime now = now();
        db.sql("update sign_in set seen = ? where id = ? and seen < ?")
                .params(now, id, now.minus(SEEN_EVERY))
                .update();
        return db.sql("select person_id from sign_in where id = ? and started > ?")
                .params(id, now.minus(LONGEST))
                .query(String.class)
                .optional();
    }

    /** Returns all browsers where somebody is signed in, the latest first. */
    public List<SignIn> of(String personId) {
        return db.sql(
                        "select id, address, agent, started, seen from sign_in where person_id = ? and started > ? order by seen desc")
                .params(personId, now().minus(LONGEST))
                .query((row, number) -> new SignIn(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getObject(4, OffsetDateTime.class).toInstant(),
                        row.getObject(5, OffsetDateTime.class).toInstant()))
                .list();
    }

    /** Ends one of somebody's. */
    public boolean end(String personId, String id) {
        return db.sql("delete from sign_in where id = ? and person_id = ?")
                        .params(id, personId)
                        .update()
                == 1;
    }

    /** Ends all of somebody's. */
    public void endAll(String personId) {
        db.sql("delete from sign_in where person_id = ?").param(personId).update();
    }

    /** Ends all of somebody's but the one with this secret. */
    public void endOthers(String personId, String secret) {
        db.sql("delete from sign_in where person_id = ? and id <> ?")
                .params(personId, Sha256.of(secret))
                .update();
    }

    void end(String secret) {
        db.sql("delete from sign_in where id = ?").param(Sha256.of(secret)).update();
    }

    /** Forgets those that have ended by age. */
    void sweep() {
        db.sql("delete from sign_in where started <= ?")
                .param(now().minus(LONGEST))
                .update();
    }

    private static String shortened(String agent) {
        String plain = agent.replaceAll("[^\\x20-\\x7e]", "?");
        return plain.length() <= AGENT ? plain : plain.substring(0, AGENT);
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}

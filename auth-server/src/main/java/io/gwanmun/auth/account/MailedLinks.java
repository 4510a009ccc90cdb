package io.gwanmun.auth.account;

import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.gwanmun.auth.login.Secret;
import io.gwanmun.auth.state.Sha256;

/**
 * Secrets that are mailed to people to prove that they read what is sent to an address. Each is good for one purpose, once, for a while;
 * only its hash is kept. A newer one for the same person and purpose replaces the older.
 */
final class MailedLinks {

    private static final int SECRET_LENGTH = 43;

    private final JdbcClient db;
    private final InstantSource clock;

    /** What a secret is good for. */
    enum Purpose {
        SIGN_UP(Duration.ofHours(24)),
        NEW_ADDRESS(Duration.ofHours(24)),
        RESET(Duration.ofMinutes(30)),
        INVITATION(Duration.ofDays(3));

        private final Duration life;

        Purpose(Duration life) {
            this.life = life;
        }
    }

    /**
     * What a right secret shows.
     *
     * @param personId whose it is; nobody's when an account is about to be made
     * @param email to where it was sent
     */
    record Link(@Nullable String personId, String email) {}

    MailedLinks(JdbcClient db, InstantSource clock) {
        this.db = db;
        this.clock = clock;
    }

    /** Makes a secret. */
    String make(Purpose purpose, @Nullable String personId, String email) {
        String secret = Secret.fresh();
        if (personId != null) {
            db.sql("delete from mailed_link where person_id = ? and purpose = ?")
                    .params(personId, purpose.name())
                    .update();
        }
        db.sql(
                        "insert into mailed_link (hash, purpose, person_id, email, expires) values (:hash, :purpose, :person, :email, :expires)")
                .param("hash", Sha256.of(secret))
                .param("purpose", purpose.name())
                .param("person", personId)
                .param("email", email)
                .param("expires", now().plus(purpose.life))
                .update();
        return secret;
    }

    /** Returns what a secret shows, without using it up. */
    Optional<Link> look(Purpose purpose, String secret) {
        if (secret.length() != SECRET_LENGTH) {
            return Optional.empty();
        }
        return db.sql("select person_id, email from mailed_link where hash = ? and purpose = ? and expires > ?")
                .params(Sha256.of(secret), purpose.name(), now())
                .query((row, number) -> new Link(row.getString(1), row.getString(2)))
                .optional();
    }

    /** Uses a secret up and returns what it showed; of several at once, one gets it. */
    Optional<Link> use(Purpose purpose, String secret) {
        return look(purpose, secret)
                .filter(link -> db.sql("delete from mailed_link where hash = ?")
                                .param(Sha256.of(secret))
                                .update()
                        == 1);
    }

    /** Ends all that was sent to somebody. */
    void endAll(String personId) {
        db.sql("delete from mailed_link where person_id = ?").param(personId).update();
    }

    /** Forgets what has expired. */
    void sweep() {
        db.sql("delete from mailed_link where expires <= ?").param(now()).update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}

package io.gwanmun.auth.key;

import java.security.GeneralSecurityException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

import com.nimbusds.jose.jwk.JWK;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import io.gwanmun.auth.state.Sealing;

/** Keys in the database, each sealed as a whole. */
@Component
class KeyStore {

    private final JdbcClient database;
    private final TransactionTemplate transaction;
    private final Sealing sealing;

    KeyStore(JdbcClient database, PlatformTransactionManager transactions, KeyProperties properties) {
        this.database = database;
        this.transaction = new TransactionTemplate(transactions);
        this.sealing = Sealing.with("signing keys", properties.secretBytes());
    }

    /** Does something that no other instance does at the same time: the one row of a table is locked meanwhile. */
    <T> T alone(Supplier<T> work) {
        return transaction.execute(status -> {
            database.sql("select id from signing_key_lock where id = 1 for update")
                    .query(Integer.class)
                    .single();
            return work.get();
        });
    }

    /** Returns all keys, the first to sign first. */
    List<SigningKey> all() {
        return database.sql("select id, algorithm, sealed, signs_from from signing_keys order by signs_from, id")
                .query((row, number) -> read(row))
                .list();
    }

    void add(SigningKey key) {
        database.sql("insert into signing_keys (id, algorithm, sealed, signs_from) values (?, ?, ?, ?)")
                .param(key.id())
                .param(key.algorithm().name())
                .param(sealing.seal(key.id(), key.pair().toJSONString()))
                .param(key.from().toEpochMilli())
                .update();
    }

    boolean remove(String id) {
        return database.sql("delete from signing_keys where id = ?").param(id).update() == 1;
    }

    private SigningKey read(ResultSet row) throws SQLException {
        String id = row.getString("id");
        try {
            JWK pair = JWK.parse(sealing.open(id, row.getString("sealed")));
            return new SigningKey(
                    id,
                    KeyAlgorithm.valueOf(row.getString("algorithm")),
                    pair,
                    Instant.ofEpochMilli(row.getLong("signs_from")));
        } catch (GeneralSecurityException | ParseException e) {
            throw new IllegalStateException(
                    "auth.keys.secret: does not open the signing key " + id
                            + " in the database (expected: the secret with which it was written)",
                    e);
        }
    }
}

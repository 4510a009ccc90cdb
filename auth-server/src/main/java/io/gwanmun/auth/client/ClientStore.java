package io.gwanmun.auth.client;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Clients in the database. */
@Component
public class ClientStore {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final JdbcClient database;
    private final InstantSource time;

    ClientStore(JdbcClient database, InstantSource time) {
        this.database = database;
        this.time = time;
    }

    /**
     * A client as it is kept.
     *
     * @param client what it may do
     * @param secretHash the SHA-256 of its secret, when it has one
     * @param created when it was made
     * @param changed when it was last changed
     */
    public record Kept(Client client, @Nullable String secretHash, Instant created, Instant changed) {}

    /** Returns a client by id. */
    public Optional<Kept> find(String id) {
        return database.sql("select * from clients where id = ?")
                .param(id)
                .query((row, number) -> read(row))
                .optional();
    }

    List<Kept> all() {
        return database.sql("select * from clients order by id")
                .query((row, number) -> read(row))
                .list();
    }

    /** Keeps a new client, or returns false when there is one of its id. */
    boolean add(Client client, @Nullable String secretHash) {
        long now = time.millis();
        try {
            database.sql(
                            "insert into clients (id, document, secret_hash, created_at, changed_at) values (?, ?, ?, ?, ?)")
                    .params(List.of(String.valueOf(client.id()), JSON.writeValueAsString(client)))
                    .param(secretHash)
                    .param(now)
                    .param(now)
                    .update();
            return true;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    boolean replace(Client client, @Nullable String secretHash) {
        return database.sql("update clients set document = ?, secret_hash = ?, changed_at = ? where id = ?")
                        .param(JSON.writeValueAsString(client))
                        .param(secretHash)
                        .param(time.millis())
                        .param(client.id())
                        .update()
                == 1;
    }

    boolean remove(String id) {
        database.sql("delete from consents where client_id = ?").param(id).update();
        return database.sql("delete from clients where id = ?").param(id).update() == 1;
    }

    private static Kept read(ResultSet row) throws SQLException {
        return new Kept(
                JSON.readValue(row.getString("document"), Client.class),
                row.getString("secret_hash"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                Instant.ofEpochMilli(row.getLong("changed_at")));
    }
}

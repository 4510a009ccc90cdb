package io.gwanmun.auth.testing;

import java.io.Closeable;
import java.io.IOException;
import java.time.InstantSource;
import java.util.UUID;
import javax.sql.DataSource;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import io.gwanmun.auth.user.Users;

/** A database with all tables, of each kind that is supported. */
public record Database(DataSource source, JdbcClient client, TransactionTemplate transactions, Closeable server)
        implements Closeable {

    /** One in memory. */
    public static Database h2() {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        return of(source, () -> {});
    }

    /** A real server of its own. */
    public static Database postgres() throws IOException {
        EmbeddedPostgres server = EmbeddedPostgres.builder().start();
        return of(server.getPostgresDatabase(), server);
    }

    private static Database of(DataSource source, Closeable server) {
        Flyway.configure().dataSource(source).load().migrate();
        return new Database(
                source,
                JdbcClient.create(source),
                new TransactionTemplate(new DataSourceTransactionManager(source)),
                server);
    }

    /** People kept in it. */
    public Users users() {
        return new Users(client, transactions, InstantSource.system());
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}

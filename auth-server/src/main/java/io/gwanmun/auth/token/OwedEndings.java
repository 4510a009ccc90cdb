package io.gwanmun.auth.token;

import java.util.List;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whose grants are to end and have not yet, in the database: a note for each time, so that none is settled by another. */
@Component
class OwedEndings {

    private final JdbcClient database;

    OwedEndings(JdbcClient database) {
        this.database = database;
    }

    /** Whose they are. */
    enum Whose {
        PERSON,
        CLIENT
    }

    /**
     * A note.
     *
     * @param id what names it
     * @param whose whose grants end
     * @param subject the id of the person or client
     */
    record Owed(String id, Whose whose, String subject) {}

    Owed note(Whose whose, String subject) {
        Owed owed = new Owed(UUID.randomUUID().toString(), whose, subject);
        database.sql("insert into owed_ending (id, whose, subject) values (?, ?, ?)")
                .params(owed.id(), whose.name(), subject)
                .update();
        return owed;
    }

    List<Owed> all() {
        return database.sql("select id, whose, subject from owed_ending")
                .query((row, number) -> new Owed(row.getString(1), Whose.valueOf(row.getString(2)), row.getString(3)))
                .list();
    }

    void settle(Owed owed) {
        database.sql("delete from owed_ending where id = ?").param(owed.id()).update();
    }
}

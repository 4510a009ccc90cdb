package io.gwanmun.auth.user;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.security.crypto.password.PasswordEncoder;

import io.gwanmun.auth.testing.Database;

import static org.assertj.core.api.Assertions.assertThat;

/** PW01: what the time of an answer is made of is the same whoever logs in. */
class DatabasePeopleTest {

    private final List<String> work = new ArrayList<>();
    private final PasswordHashing hashing = new PasswordHashing(1, this::counted);
    private Database database;
    private DatabasePeople people;

    @BeforeEach
    void start() {
        database = Database.h2();
        Users users =
                new Users(JdbcClient.create(new Counted(database)), database.transactions(), InstantSource.system());
        people = new DatabasePeople(users, hashing);
        make(users, "ann", true);
        make(users, "off", false);
        work.clear();
    }

    @AfterEach
    void stop() throws IOException {
        database.close();
    }

    @Test
    void checkWhenRefusedThenTheSameWorkIsDoneWhoeverItIs() {
        List<String> known = workFor("ann");
        assertThat(known).filteredOn(step -> step.startsWith("hash")).containsExactly("hash {argon2}m=19456,t=2,p=1");
        assertThat(known).filteredOn(step -> step.startsWith("select")).hasSize(2);
        assertThat(workFor("nobody")).isEqualTo(known);
        assertThat(workFor("off")).isEqualTo(known);
        assertThat(workFor("ANN")).isEqualTo(known);
        assertThat(workFor("nobody@example.org")).hasSameSizeAs(workFor("ann@example.org"));
        assertThat(people.check("ann", "a quiet winter morning")).isPresent();
        assertThat(people.check("off", "a quiet winter morning")).isEmpty();
    }

    private List<String> workFor(String name) {
        work.clear();
        assertThat(people.check(name, "not the password")).isEmpty();
        return List.copyOf(work);
    }

    private void make(Users users, String name, boolean enabled) {
        Profile profile = Profile.EMPTY.withEmail(name + "@example.org", true);
        User user = users.create(new UserDraft(name, profile, enabled, Set.of(), Set.of()));
        users.setPasswordHash(user.id(), hashing.hash("a quiet winter morning"));
    }

    private PasswordEncoder counted(PasswordEncoder encoder) {
        return new PasswordEncoder() {
            @Override
            public @Nullable String encode(@Nullable CharSequence password) {
                return encoder.encode(password);
            }

            @Override
            public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
                work.add("hash " + String.valueOf(hash).replaceFirst("\\$argon2id\\$v=19\\$(.*?)\\$.*", "$1"));
                return encoder.matches(password, hash);
            }
        };
    }

    /** Notes each statement that is prepared. */
    private final class Counted extends DelegatingDataSource {

        Counted(Database database) {
            super(database.source());
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection real = super.getConnection();
            return (Connection) Proxy.newProxyInstance(
                    Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, args) -> {
                        if (method.getName().equals("prepareStatement")) {
                            work.add(String.valueOf(args[0]));
                        }
                        try {
                            return method.invoke(real, args);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }
    }
}

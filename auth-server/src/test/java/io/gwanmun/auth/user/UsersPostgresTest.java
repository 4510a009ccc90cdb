package io.gwanmun.auth.user;

import org.junit.jupiter.api.condition.DisabledIf;

import io.gwanmun.auth.testing.Database;

/** PostgreSQL refuses to run as root, so root's builds leave this out; {@code unshare --user mvn …} lets root run it. */
@DisabledIf("isRoot")
class UsersPostgresTest extends UsersContract {

    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    @Override
    Database open() throws Exception {
        return Database.postgres();
    }
}

package io.gwanmun.auth.user;

import io.gwanmun.auth.testing.Database;

class UsersPostgresTest extends UsersContract {

    @Override
    Database open() throws Exception {
        return Database.postgres();
    }
}

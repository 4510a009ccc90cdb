package io.gwanmun.auth.user;

import io.gwanmun.auth.testing.Database;

class UsersH2Test extends UsersContract {

    @Override
    Database open() {
        return Database.h2();
    }
}

package io.gwanmun.auth.user;

import java.time.InstantSource;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires the room: the tables are there also when people are kept in a directory, as they cost nothing. */
@Configuration(proxyBeanMethods = false)
public class UserConfiguration {

    @Bean
    Users users(JdbcClient db, TransactionTemplate transactions, InstantSource clock) {
        return new Users(db, transactions, clock);
    }

    @Bean
    Roles roles(JdbcClient db) {
        return new Roles(db);
    }

    @Bean
    Groups groups(JdbcClient db, TransactionTemplate transactions) {
        return new Groups(db, transactions);
    }

    @Bean
    PasswordHashing passwordHashing() {
        return PasswordHashing.ofDefaults();
    }

    @Bean
    @ConditionalOnProperty(name = "auth.users.source", havingValue = "database", matchIfMissing = true)
    DatabasePeople people(Users users, PasswordHashing hashing) {
        return new DatabasePeople(users, hashing);
    }
}

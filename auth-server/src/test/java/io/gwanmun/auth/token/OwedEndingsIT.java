package io.gwanmun.auth.token;

import java.util.Set;

import io.lettuce.core.AclSetuserArgs;
import org.junit.jupiter.api.Test;

import io.gwanmun.auth.account.Accounts;
import io.gwanmun.auth.client.Clients;
import io.gwanmun.auth.testing.App;
import io.gwanmun.auth.testing.RunningAuthServer;
import io.gwanmun.auth.user.Person;
import io.gwanmun.auth.user.User;
import io.gwanmun.auth.user.UserDraft;
import io.gwanmun.auth.user.Users;

import static org.assertj.core.api.Assertions.assertThat;

class OwedEndingsIT {

    private static final String USER = "auth-server";

    @Test
    void replaceWhenRedisDoesNotAnswerThenTokensEndWhenItDoesAgain() {
        try (RunningAuthServer server = RunningAuthServer.start()) {
            Person alice = server.person("alice", "support");
            App shop = App.web(server, "shop", "");
            App other = App.of(server, "{\"id\": \"other\", \"name\": \"O\", \"introspection\": true}");
            String token = shop.tokens("alice", "orders:read").text("access_token");
            server.person("ben");
            String ofBen = shop.tokens("ben", "orders:read").text("access_token");
            App left = App.web(server, "left", "");
            String ofLeft = left.tokens("ben", "orders:read").text("access_token");

            server.state().aclSetuser(USER, AclSetuserArgs.Builder.noCommands());
            User before = server.bean(Users.class).find(alice.id()).orElseThrow();
            server.bean(Accounts.class)
                    .replace(before, new UserDraft("alice", before.profile(), true, Set.of(), Set.of()));
            server.bean(Clients.class).delete("left");
            assertThat(server.bean(Users.class).find(alice.id()).orElseThrow().roles())
                    .isEmpty();

            server.state().aclSetuser(USER, AclSetuserArgs.Builder.allCommands());
            server.bean(RedisGrants.class).catchUp();
            assertThat(other.sees(token)).isFalse();
            assertThat(other.sees(ofLeft)).isFalse();
            assertThat(other.sees(ofBen)).isTrue();
            assertThat(server.bean(OwedEndings.class).all()).isEmpty();
        }
    }
}

package io.gwanmun.gateway.attack;

import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.gwanmun.gateway.testing.LeakWatch;

import static io.gwanmun.gateway.attack.Attack.get;
import static io.gwanmun.gateway.attack.Attack.passed;

/** Headers by which services know whom a gateway let in: HD03 and HD04 of the corpus. */
@ExtendWith(LeakWatch.class)
class IdentityAttackIT {

    private static final String PLAIN = "GET /x HTTP/1.1";

    private static Target target;

    @BeforeAll
    static void start() {
        target = Target.started();
    }

    @AfterAll
    static void stop() {
        target.close();
    }

    /** Names by which services know who a gateway let in; they are the gateway's to set. */
    static Stream<Attack> identities() {
        return Stream.of(
                        "X-User-Id",
                        "X-Consumer-Id",
                        "X-Consumer-Username",
                        "X-Scopes",
                        "X-Amzn-Oidc-Data",
                        "X-Amzn-Oidc-Identity",
                        "X-Auth-User",
                        "X-Auth-Request-Email",
                        "X-Envoy-Original-Path",
                        "X-Envoy-Internal",
                        "X-Original-URL",
                        "X-Rewrite-URL")
                .flatMap(name -> Stream.of(
                        passed("HD03-" + name, get(name + ": admin"), PLAIN),
                        passed("HD04-" + name + "-spelled", get(name.replace('-', '_') + ": admin"), PLAIN)));
    }

    static Stream<Attack> identitiesSpelled() {
        return Stream.of(
                passed("HD04-case", get("x-USER-id: admin"), PLAIN),
                passed("HD04-trailing-space", get("X-User-Id: admin "), PLAIN),
                passed("HD04-twice", get("X-User-Id: good", "X-User-Id: evil"), PLAIN),
                passed("HD04-list", get("X-User-Id: good, evil"), PLAIN),
                passed("HD04-mixed", get("X_User-Id: evil", "X-User_Id: evil"), PLAIN),
                passed("HD04-forwarded", get("X_Forwarded_For: 6.6.6.6", "X-Forwarded_Proto: https"), PLAIN));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"identities", "identitiesSpelled"})
    void callWhenItClaimsAnIdentityThenServiceDoesNotHear(Attack attack) {
        target.withstands(attack);
    }
}

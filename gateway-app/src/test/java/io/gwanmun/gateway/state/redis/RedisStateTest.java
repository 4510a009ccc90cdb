package io.gwanmun.gateway.state.redis;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import io.gwanmun.gateway.pipeline.Ticker;
import io.gwanmun.gateway.state.NewerLayoutException;
import io.gwanmun.gateway.state.StateUnavailableException;
import io.gwanmun.gateway.testing.LogWatch;
import io.gwanmun.gateway.testing.RunningGateway;
import io.gwanmun.gateway.testing.TestRedis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RedisStateTest {

    private final TestRedis redis = TestRedis.started();
    private RedisState state = new RedisState(settings("", redis.password()), Ticker.system());

    @BeforeEach
    void start() {
        redis.commands().set("tok:{known}", "value");
    }

    @AfterEach
    void stop() {
        state.stop();
        redis.close();
    }

    @Test
    void getWhenConnectedThenGivesWhatIsThereAndNothingForTheRest() {
        state.start();

        assertThat(state.isConnected()).isTrue();
        StepVerifier.create(state.get("tok:{known}")).expectNext("value").verifyComplete();
        StepVerifier.create(state.get("tok:{unknown}")).verifyComplete();
    }

    @Test
    void getWhenKilledThenFailsAtOnceAndWorksOnceItIsBack() {
        state.start();
        redis.kill();
        RunningGateway.await(() -> !state.isConnected());

        StepVerifier.create(state.get("tok:{known}"))
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(StateUnavailableException.class)
                        .hasMessageStartingWith("127.0.0.1:"))
                .verify(Duration.ofMillis(40));
        redis.restart();
        redis.commands().set("tok:{known}", "again");
        RunningGateway.await(state::isConnected);

        StepVerifier.create(state.get("tok:{known}")).expectNext("again").verifyComplete();
    }

    @Test
    void startWhenAwayThenStartsAndConnectsLater() {
        redis.kill();

        state.start();

        assertThat(state.isRunning()).isTrue();
        assertThat(state.isConnected()).isFalse();
        redis.restart();
        RunningGateway.await(state::isConnected);
    }

    @Test
    void getWhenTheServerHangsThenFiveLateAnswersEndTheConnection() {
        state.start();
        AtomicInteger late = new AtomicInteger();
        redis.hang();
        try {
            StepVerifier.create(Flux.range(0, 20)
                            .concatMap(i -> state.get("tok:{known}").onErrorResume(failure -> {
                                assertThat(failure).isInstanceOf(StateUnavailableException.class);
                                late.addAndGet(
                                        String.valueOf(failure.getMessage()).contains("5 times in a row") ? 1 : 0);
                                return Flux.<String>empty().next();
                            })))
                    .expectComplete()
                    .verify(Duration.ofMillis(50 * 5 + 300));
            assertThat(state.isConnected()).isFalse();
            assertThat(late).hasValue(15);
        } finally {
            redis.resume();
        }
        RunningGateway.await(state::isConnected);
        StepVerifier.create(state.get("tok:{known}")).expectNext("value").verifyComplete();
    }

    @Test
    void startWhenTheLayoutIsNewerThenRefusesToStart() {
        redis.commands().set("gwanmun:schema", "2");

        assertThatThrownBy(state::start)
                .isInstanceOf(NewerLayoutException.class)
                .hasMessageContaining("gwanmun:schema: 2 (expected: at most 1)");
    }

    @Test
    void startWhenTheLayoutIsOursThenConnects() {
        redis.commands().set("gwanmun:schema", "1");
        state.start();

        assertThat(state.isConnected()).isTrue();
    }

    @Test
    void startWhenThePasswordIsWrongThenSaysSoWithoutIt() {
        state.stop();
        state = new RedisState(settings("", "not-the-password"), Ticker.system());
        try (LogWatch log = LogWatch.on("io.gwanmun.gateway.state")) {
            state.start();

            assertThat(log.messages("not connected"))
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains("password is wrong", "WRONGPASS", "gateway.state.redis.password")
                    .doesNotContain("not-the-password");
        }
        assertThat(state.isConnected()).isFalse();
    }

    @Test
    void getWhenTheUserHasTheRightsOfTheDocsThenReadsTokensAndNothingElse() {
        redis.allow("gateway", "secret");
        redis.commands().set("auth:code", "hidden");
        state.stop();
        state = new RedisState(settings("gateway", "secret"), Ticker.system());
        state.start();

        StepVerifier.create(state.get("tok:{known}")).expectNext("value").verifyComplete();
        StepVerifier.create(state.get("auth:code"))
                .expectErrorSatisfies(failure -> assertThat(failure).hasMessageContaining("no permissions"))
                .verify();
    }

    @Test
    void rightsWhenThoseOfTheDocsThenTheGatewayCannotWriteAndTheAuthServerCan() {
        redis.allow("gateway", "secret");
        redis.allow("auth-server", "other");

        assertThat(redis.commands().aclDryRun("gateway", "SET", "tok:{a}", "b")).contains("no permissions");
        assertThat(redis.commands().aclDryRun("gateway", "XADD", "revocations", "*", "id", "a"))
                .contains("no permissions");
        assertThat(redis.commands().aclDryRun("auth-server", "SET", "tok:{a}", "b"))
                .isEqualTo("OK");
        assertThat(redis.commands().aclDryRun("auth-server", "XADD", "revocations", "*", "id", "a"))
                .isEqualTo("OK");
        assertThat(redis.commands().aclDryRun("auth-server", "MULTI")).isEqualTo("OK");
        assertThat(redis.commands().aclDryRun("auth-server", "FLUSHALL")).contains("no permissions");
        assertThat(redis.commands().aclDryRun("auth-server", "GET", "other")).contains("no permissions");
    }

    @Test
    void ofWhenTheAddressHoldsAPasswordThenRefusesWithoutShowingIt() {
        assertThatThrownBy(() -> new RedisState(
                        new RedisSettings(
                                "redis://:hidden@localhost",
                                "",
                                "",
                                null,
                                null,
                                Duration.ofMillis(50),
                                Duration.ofSeconds(1),
                                10),
                        Ticker.system()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("gateway.state.redis.uri")
                .hasMessageNotContaining("hidden");
    }

    private RedisSettings settings(String user, String password) {
        return new RedisSettings(
                redis.uri(), user, password, null, null, Duration.ofMillis(50), Duration.ofSeconds(1), 4096);
    }
}

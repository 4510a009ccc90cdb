package io.gwanmun.gateway.token.reference;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import io.gwanmun.gateway.pipeline.Ticker;
import io.gwanmun.gateway.state.redis.RedisSettings;
import io.gwanmun.gateway.state.redis.RedisState;
import io.gwanmun.gateway.testing.LogWatch;
import io.gwanmun.gateway.testing.RunningGateway;
import io.gwanmun.gateway.testing.TestRedis;
import io.gwanmun.gateway.token.TokenId;
import io.gwanmun.gateway.token.UnreachableException;

import static org.assertj.core.api.Assertions.assertThat;

class StateTokensTest {

    private static final String TOKEN = "gwr_S3cr3tS3cr3tS3cr3tS3cr3tS3cr3tS3cr3tS3cr3t0";
    private static final Instant ENDS = Instant.now().plus(Duration.ofHours(1));
    private static final Map<String, Object> CLAIMS = Map.of(
            "active",
            true,
            "iss",
            "http://127.0.0.1:9000",
            "sub",
            "3f0e1f5c-9d3a-4c7e-8a55-0c8f4f1b2a61",
            "aud",
            List.of("gateway"),
            "scope",
            "orders:read orders:write",
            "roles",
            List.of("user"),
            "exp",
            ENDS.getEpochSecond());

    private final TestRedis redis = TestRedis.started();
    private final RedisState state = new RedisState(
            new RedisSettings(
                    redis.uri(), "", redis.password(), null, null, Duration.ofMillis(500), Duration.ofSeconds(1), 4096),
            Ticker.system());
    private final StateTokens tokens = new StateTokens(state);

    @BeforeEach
    void start() {
        state.start();
    }

    @AfterEach
    void stop() {
        state.stop();
        redis.close();
    }

    @Test
    void lookWhenIssuedThenGivesEveryMemberAsWritten() {
        redis.issue(TOKEN, CLAIMS, ENDS);

        StepVerifier.create(tokens.look(TOKEN))
                .assertNext(claims -> assertThat(claims).isEqualTo(CLAIMS))
                .verifyComplete();
    }

    @Test
    void lookWhenCalledBackOrEndedOrNeverIssuedThenEmpty() {
        redis.issue(TOKEN, CLAIMS, ENDS);
        redis.callBack(TOKEN, ENDS);
        redis.issue("gwr_ended", CLAIMS, Instant.now().minusSeconds(1));

        StepVerifier.create(tokens.look(TOKEN)).verifyComplete();
        StepVerifier.create(tokens.look("gwr_ended")).verifyComplete();
        StepVerifier.create(tokens.look("gwr_never")).verifyComplete();
    }

    @Test
    void lookWhenMarkedAsNotActiveThenEmpty() {
        redis.issue(TOKEN, Map.of("active", false), ENDS);

        StepVerifier.create(tokens.look(TOKEN)).verifyComplete();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{}",
                "{\"active\":\"true\"}",
                "{\"active\":1}",
                "{\"active\":true,\"active\":true}",
                "{\"active\":true,\"sub\":\"a\",\"sub\":\"b\"}",
                "{\"active\":true} x"
            })
    void lookWhenTheValueIsNotAsAgreedThenNobodyCanSayAndTheLogHasNoToken(String value) {
        redis.commands().set("tok:{" + TokenId.ofReference(TOKEN) + '}', value);
        try (LogWatch log = LogWatch.on("io.gwanmun.gateway")) {
            StepVerifier.create(tokens.look(TOKEN))
                    .expectError(UnreachableException.class)
                    .verify();

            assertThat(log.messages("shared state")).hasSize(1);
            assertThat(log.messages(TOKEN)).isEmpty();
        }
    }

    @Test
    void lookWhenRedisIsGoneThenNobodyCanSay() {
        redis.issue(TOKEN, CLAIMS, ENDS);
        redis.kill();
        RunningGateway.await(() -> !state.isConnected());

        StepVerifier.create(tokens.look(TOKEN))
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(UnreachableException.class)
                        .hasMessageNotContaining(TOKEN))
                .verify(Duration.ofMillis(40));
        redis.restart();
    }

    @Test
    void lookWhenManyAskAtOnceThenRedisIsAskedOnce() throws InterruptedException {
        redis.issue(TOKEN, CLAIMS, ENDS);
        long before = gets();
        redis.hang();
        CountDownLatch answers = new CountDownLatch(100);
        Flux.range(0, 100).flatMap(i -> tokens.look(TOKEN), 100).subscribe(claims -> answers.countDown());
        redis.resume();

        assertThat(answers.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(gets() - before).isEqualTo(1);
        StepVerifier.create(tokens.look(TOKEN)).expectNextCount(1).verifyComplete();
        assertThat(gets() - before).as("nothing is kept").isEqualTo(2);
    }

    private long gets() {
        return redis.commands()
                .info("commandstats")
                .lines()
                .filter(line -> line.startsWith("cmdstat_get:calls="))
                .mapToLong(line -> Long.parseLong(line.replaceAll("cmdstat_get:calls=(\\d+),.*", "$1")))
                .sum();
    }
}

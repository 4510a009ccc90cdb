package io.gwanmun.gateway;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.gwanmun.gateway.testing.LogWatch;
import io.gwanmun.gateway.testing.RunningGateway;
import io.gwanmun.gateway.testing.TestRedis;
import io.gwanmun.gateway.token.TokenId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StateIT {

    private static final String OPEN = """
            apiVersion: gateway/v1
            apis:
              open: {path: /open, access: none, routes: {all: {to: {answer: {body: here}}}}}
            """;
    private static final Instant ENDS = Instant.now().plus(Duration.ofHours(1));

    @Test
    void startWhenNothingIsSetThenThereIsNoStateAndNoMeterOfIt() {
        try (RunningGateway gateway = RunningGateway.with(OPEN)) {
            assertThat(gateway.get("/open").status()).isEqualTo(200);
            assertThat(gateway.manage("/metrics").text()).doesNotContain("gateway_state_", "gateway_tokens_feed");
        }
    }

    @Test
    void startWhenRedisIsAwayThenServesIsReadyAndConnectsLater() {
        try (TestRedis redis = TestRedis.started()) {
            redis.kill();
            try (RunningGateway gateway = RunningGateway.with(OPEN, redis.settings())) {
                assertThat(gateway.get("/open").status()).isEqualTo(200);
                assertThat(gateway.manage("/readyz").status()).isEqualTo(200);
                assertThat(gateway.manage("/").status()).isEqualTo(503);
                assertThat(gateway.metric("gateway_state_connected")).isZero();
                assertThat(gateway.metric("gateway_tokens_feed")).isZero();

                redis.restart();
                RunningGateway.await(() -> gateway.metric("gateway_state_connected") == 1);
                RunningGateway.await(() -> gateway.metric("gateway_tokens_feed") == 1);
                assertThat(gateway.manage("/").status()).isEqualTo(200);
            }
        }
    }

    @Test
    void callBackWhenTwoGatewaysThenBothKnow() {
        try (TestRedis redis = TestRedis.started();
                RunningGateway one = RunningGateway.with(OPEN, redis.settings());
                RunningGateway other = RunningGateway.with(OPEN, redis.settings())) {
            redis.callBackId(TokenId.ofReference("token"), ENDS);

            RunningGateway.await(() -> one.metric("gateway_tokens_revoked") == 1);
            RunningGateway.await(() -> other.metric("gateway_tokens_revoked") == 1);
            assertThat(one.metric("gateway_tokens_feed")).isEqualTo(1);
            assertThat(one.metric("gateway_tokens_feed_age_seconds")).isLessThan(3);
        }
    }

    @Test
    void redisWhenItComesAndGoesThenTheLogSaysSoInFewLines() {
        try (TestRedis redis = TestRedis.started();
                RunningGateway gateway = RunningGateway.with(OPEN, redis.settings());
                LogWatch log = LogWatch.on("io.gwanmun.gateway.state")) {
            redis.kill();
            RunningGateway.await(() -> gateway.metric("gateway_state_connected") == 0);
            RunningGateway.await(() -> !log.messages("state=questions").isEmpty());
            RunningGateway.awaitStill(() -> log.messages("not connected").size());
            redis.restart();
            RunningGateway.await(() -> gateway.metric("gateway_state_connected") == 1);

            assertThat(log.messages("state=questions"))
                    .hasSize(2)
                    .last()
                    .asString()
                    .endsWith(": connected");
            assertThat(log.messages(redis.password())).isEmpty();
        }
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void embeddedWhenSetThenServesStateSaysWhatItIsForAndEndsWithTheGateway(CapturedOutput output) {
        long before = servers();
        try (RunningGateway gateway = RunningGateway.with(OPEN, "--gateway.state.redis.uri=embedded")) {
            assertThat(gateway.metric("gateway_state_connected")).isEqualTo(1);
            assertThat(gateway.metric("gateway_tokens_feed")).isEqualTo(1);
            assertThat(output).contains("for trying things out");
            assertThat(servers()).isEqualTo(before + 1);
        }
        assertThat(servers()).isEqualTo(before);
    }

    @Test
    void startWhenTheLayoutIsNewerThenRefusesAndSaysWhy() {
        try (TestRedis redis = TestRedis.started()) {
            redis.commands().set("gwanmun:schema", "2");

            assertThatThrownBy(() -> RunningGateway.with(OPEN, redis.settings()))
                    .hasStackTraceContaining("gwanmun:schema: 2 (expected: at most 1)");
        }
    }

    private static long servers() {
        return ProcessHandle.current().children().filter(ProcessHandle::isAlive).count();
    }
}

package io.gwanmun.auth.login;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.gwanmun.auth.state.Sealing;
import io.gwanmun.auth.testing.Authenticator;
import io.gwanmun.auth.testing.Database;
import io.gwanmun.auth.testing.MovableTime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SecondFactorsTest {

    private static final Duration STEP = Duration.ofSeconds(30);

    private final MovableTime time = new MovableTime(Instant.parse("2026-01-01T00:00:00Z"));
    private Database database;
    private SecondFactors factors;
    private Authenticator app;
    private List<String> recoveryCodes;

    @BeforeEach
    void enrol() {
        database = Database.h2();
        factors = factors("a secret of the test");
        app = new Authenticator(factors.begin("ann"));
        assertThat(factors.isOn("ann")).isFalse();
        recoveryCodes = factors.confirm("ann", app.code(time.instant())).orElseThrow();
        time.pass(STEP);
    }

    private SecondFactors factors(String secret) {
        return new SecondFactors(
                database.client(),
                database.transactions(),
                Sealing.with("test", secret.getBytes(StandardCharsets.UTF_8)),
                time);
    }

    @AfterEach
    void close() throws Exception {
        database.close();
    }

    @Test
    void useWhenCodeIsRightThenOnceOnly() {
        String code = app.code(time.instant());
        assertThat(factors.use("ann", code)).isTrue();
        assertThat(factors.use("ann", code)).isFalse();
    }

    @Test
    void useWhenClocksDifferByAStepThenTakenAndByTwoThenNot() {
        assertThat(factors.use("ann", app.code(time.instant().plus(STEP.multipliedBy(2)))))
                .isFalse();
        assertThat(factors.use("ann", app.code(time.instant().plus(STEP)))).isTrue();
        time.pass(STEP.multipliedBy(4));
        assertThat(factors.use("ann", app.code(time.instant().minus(STEP.multipliedBy(2)))))
                .isFalse();
        assertThat(factors.use("ann", app.code(time.instant().minus(STEP)))).isTrue();
    }

    @Test
    void useWhenAnEarlierStepFollowsALaterThenRefused() {
        String earlier = app.code(time.instant());
        time.pass(STEP);
        assertThat(factors.use("ann", app.code(time.instant()))).isTrue();
        assertThat(factors.use("ann", earlier)).isFalse();
    }

    @Test
    void confirmWhenCodeWasTheFirstThenItDoesNotLogInToo() {
        assertThat(factors.use("ann", app.code(time.instant().minus(STEP)))).isFalse();
    }

    @Test
    void useWhenRecoveryCodeThenOnceOnlyHoweverItIsTyped() {
        String code = recoveryCodes.get(3);
        assertThat(factors.use("ann", code.toUpperCase(Locale.ROOT).replace("-", " ")))
                .isTrue();
        assertThat(factors.use("ann", code)).isFalse();
        assertThat(factors.recoveryCodesLeft("ann")).isEqualTo(9);
        assertThat(factors.use("ben", recoveryCodes.get(4))).isFalse();
    }

    @Test
    void beginWhenOnAlreadyThenTheOldOneStaysInForce() {
        assertThatThrownBy(() -> factors.begin("ann")).isInstanceOf(RuntimeException.class);
        assertThat(factors.use("ann", app.code(time.instant()))).isTrue();
    }

    @Test
    void endWhenOffThenNothingOpens() {
        factors.end("ann");
        assertThat(factors.isOn("ann")).isFalse();
        assertThat(factors.use("ann", app.code(time.instant()))).isFalse();
        assertThat(factors.use("ann", recoveryCodes.get(0))).isFalse();
    }

    @Test
    void useWhenSealedByAnotherSecretThenSaysWhichSetting() {
        assertThatThrownBy(() -> factors("another").use("ann", app.code(time.instant())))
                .hasMessageContaining("auth.keys.secret");
    }

    @Test
    void beginWhenKeptThenNothingOfItIsInTheClear() {
        String kept = database.client()
                .sql("select secret from totp")
                .query(String.class)
                .single();
        assertThat(kept).doesNotContain(app.secret());
        assertThat(database.client()
                        .sql("select hash from recovery_code")
                        .query(String.class)
                        .list())
                .doesNotContainAnyElementsOf(recoveryCodes);
    }
}

package io.gwanmun.gateway.ingress.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RateTest {

    private final Rate rate = new Rate(100, Duration.ofSeconds(10));

    @Test
    void isTooSlowWhenNothingMovesForAGraceThenIs() {
        assertThat(look(0, 0)).isFalse();
        assertThat(look(9, 0)).isFalse();
        assertThat(look(10, 0)).isTrue();
    }

    @Test
    void isTooSlowWhenMuchMovedBeforeItStoppedThenIsAGraceAfterItStopped() {
        assertThat(look(0, 0)).isFalse();
        assertThat(look(1, 1_000_000)).isFalse();
        assertThat(look(10, 1_000_000)).isFalse();
        assertThat(look(11, 1_000_000)).isTrue();
    }

    @Test
    void isTooSlowWhenTheLeastRateIsKeptThenIsNot() {
        for (int second = 0; second < 100; second++) {
            assertThat(look(second, 100L * second)).isFalse();
        }
    }

    @Test
    void isTooSlowWhenALittleLessMovesThenIs() {
        assertThat(look(0, 0)).isFalse();
        assertThat(look(10, 999)).isTrue();
    }

    @Test
    void isTooSlowWhenItRestedThenBeginsAnew() {
        assertThat(look(0, 0)).isFalse();
        rate.rest();
        assertThat(look(20, 0)).isFalse();
        assertThat(look(29, 0)).isFalse();
        assertThat(look(30, 0)).isTrue();
    }

    private boolean look(long second, long counter) {
        return rate.isTooSlow(TimeUnit.SECONDS.toNanos(second), counter);
    }
}

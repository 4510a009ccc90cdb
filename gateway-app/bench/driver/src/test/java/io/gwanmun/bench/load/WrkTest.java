package io.gwanmun.bench.load;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WrkTest {

    @Test
    void longestDelayWhenThousandPerSecondThenTwiceTheMeanLessTheAnswer() {
        assertThat(Wrk.longestDelayMillis(load(32, 1000))).isEqualTo(62);
    }

    @Test
    void longestDelayWhenRateIsOutOfReachThenDoesNotWait() {
        assertThat(Wrk.longestDelayMillis(load(1, 100_000))).isZero();
    }

    private static Load load(int connections, int rate) {
        return new Load(1, "/", connections, rate, Duration.ofSeconds(1), List.of());
    }
}

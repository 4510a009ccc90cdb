package io.gwanmun.gateway.integration.balance;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReachabilityTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /** Not zero: readings of a clock are only ever compared. */
    private static final long START = Long.MAX_VALUE - 5 * SECOND;

    private final Reachability target = new Reachability();

    @Test
    void unreachableWhenOnceThenOutAtOnceAndSaidOnce() {
        assertThat(target.unreachable(START, START + 1)).isTrue();
        assertThat(target.isOut()).isTrue();
        assertThat(target.unreachable(START + 2, START + 3)).isFalse();
    }

    @Test
    void mayTryWhenPauseIsNotOverThenNotAndWhenItIsThenOnce() {
        target.unreachable(START, START);

        assertThat(target.mayTry(START + SECOND - 1)).isFalse();
        assertThat(target.mayTry(START + SECOND)).isTrue();
        assertThat(target.mayTry(START + SECOND + 1)).isFalse();
    }

    @Test
    void mayTryWhenTargetIsInThenNot() {
        assertThat(target.mayTry(START)).isFalse();
    }

    @Test
    void unreachableWhenTrialsFailThenPauseDoublesUpToTheLongest() {
        long now = START;
        target.unreachable(now, now);
        for (long seconds : new long[] {1, 2, 4, 8, 16, 30, 30}) {
            assertThat(target.pause()).isEqualTo(Duration.ofSeconds(seconds));
            assertThat(target.mayTry(now + seconds * SECOND - 1)).isFalse();
            now += seconds * SECOND;
            assertThat(target.mayTry(now)).isTrue();
            target.unreachable(now, now);
        }
    }

    @Test
    void answeredWhenTrialThenBackAndNextPauseIsTheShortest() {
        target.unreachable(START, START);
        assertThat(target.mayTry(START + SECOND)).isTrue();

        assertThat(target.answered(START + SECOND)).isTrue();
        assertThat(target.isOut()).isFalse();
        assertThat(target.answered(START + SECOND)).isFalse();
        target.unreachable(START + 2 * SECOND, START + 2 * SECOND);
        assertThat(target.pause()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void callsWhenBegunBeforeTargetWentOutThenNeitherBringItBackNorDoubleThePause() {
        target.unreachable(START, START + 10);

        assertThat(target.answered(START + 9)).isFalse();
        assertThat(target.isOut()).isTrue();
        target.unreachable(START + 9, START + 11);
        target.broke(START + 9, START + 11);
        assertThat(target.pause()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void brokeWhenOneLessThanTheBoundThenInAndAtTheBoundOut() {
        for (int i = 1; i < Reachability.BREAKS; i++) {
            assertThat(target.broke(START, START)).isFalse();
        }
        assertThat(target.isOut()).isFalse();
        assertThat(target.broke(START, START)).isTrue();
        assertThat(target.isOut()).isTrue();
    }

    @Test
    void brokeWhenAnAnswerComesBetweenThenCountsFromTheBeginning() {
        for (int i = 1; i < Reachability.BREAKS; i++) {
            target.broke(START, START);
        }
        target.answered(START);

        for (int i = 1; i < Reachability.BREAKS; i++) {
            assertThat(target.broke(START, START)).isFalse();
        }
    }

    @Test
    void brokeWhenTrialThenStaysOutForTwiceAsLong() {
        target.unreachable(START, START);
        assertThat(target.mayTry(START + SECOND)).isTrue();

        assertThat(target.broke(START + SECOND, START + SECOND)).isFalse();
        assertThat(target.pause()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void undecidedWhenTrialThenAnotherMayFollowAtOnce() {
        target.unreachable(START, START);
        assertThat(target.mayTry(START + SECOND)).isTrue();

        target.undecided(START);
        assertThat(target.mayTry(START + SECOND + 1)).isFalse();
        target.undecided(START + SECOND);
        assertThat(target.mayTry(START + SECOND + 1)).isTrue();
    }

    @Test
    void mayTryWhenTrialNeverEndsThenAnotherAfterThePause() {
        target.unreachable(START, START);
        assertThat(target.mayTry(START + SECOND)).isTrue();

        assertThat(target.mayTry(START + 2 * SECOND - 1)).isFalse();
        assertThat(target.mayTry(START + 2 * SECOND)).isTrue();
    }

    @Test
    void silentWhenTargetIsInThenStaysAndWhenTrialThenPauseDoubles() {
        for (int i = 0; i < 2 * Reachability.BREAKS; i++) {
            target.silent(START, START);
        }
        assertThat(target.isOut()).isFalse();

        target.unreachable(START, START);
        target.silent(START + SECOND, START + SECOND);
        assertThat(target.pause()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void callsWhenBegunBeforeTargetWentOutThenDoNotSendItOutAgainWhenItIsBack() {
        target.unreachable(START, START + 10);
        target.answered(START + SECOND);

        assertThat(target.unreachable(START + 9, START + 2 * SECOND)).isFalse();
        for (int i = 0; i < Reachability.BREAKS; i++) {
            assertThat(target.broke(START + 9, START + 2 * SECOND)).isFalse();
        }
        assertThat(target.isOut()).isFalse();
        assertThat(target.unreachable(START + 2 * SECOND, START + 2 * SECOND)).isTrue();
    }
}

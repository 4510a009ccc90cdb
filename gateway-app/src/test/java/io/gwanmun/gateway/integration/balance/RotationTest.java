package io.gwanmun.gateway.integration.balance;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RotationTest {

    private static final long SECOND = Reachability.SHORTEST.toNanos();

    private final One a = new One("a", 2, new Reachability());
    private final One b = new One("b", 1, new Reachability());
    private final One c = new One("c", 1, new Reachability());
    private final Rotation<One> rotation = new Rotation<>(List.of(a, b, c));

    @Test
    void nextWhenAllAreInThenByWeight() {
        assertThat(taken(8)).containsExactly("a", "b", "c", "a", "a", "b", "c", "a");
        assertThat(rotation.out()).isZero();
    }

    @Test
    void nextWhenOneIsOutThenOthersByWeight() {
        leaveOut(b);

        assertThat(taken(6)).containsExactly("a", "c", "a", "a", "c", "a");
        assertThat(rotation.out()).isEqualTo(1);
    }

    @Test
    void nextWhenTrialIsDueThenOneCallGoesThere() {
        leaveOut(b);

        assertThat(rotation.next(SECOND - 1)).isNotEqualTo(b);
        assertThat(rotation.next(SECOND)).isEqualTo(b);
        assertThat(rotation.next(SECOND)).isNotEqualTo(b);
    }

    @Test
    void nextWhenTargetCameBackThenTakenInTurn() {
        leaveOut(b);
        b.reachability.answered(0);
        rotation.refresh();

        assertThat(taken(4)).containsExactly("a", "b", "c", "a");
    }

    @Test
    void nextWhenAllAreOutThenNoneButAnywayOneInTurn() {
        List.of(a, b, c).forEach(this::leaveOut);

        assertThat(rotation.next(SECOND - 1)).isNull();
        assertThat(rotation.another(SECOND - 1, List.of())).isNull();
        assertThat(IntStream.range(0, 4).mapToObj(i -> rotation.anyway().name)).containsExactly("a", "b", "c", "a");
    }

    @Test
    void anotherWhenSomeWereTriedThenOneThatWasNot() {
        assertThat(rotation.another(0, List.of(a, b))).isEqualTo(c);
        assertThat(rotation.another(0, List.of(c, b))).isEqualTo(a);
        assertThat(rotation.another(0, List.of(a, b, c))).isNull();
    }

    @Test
    void anotherWhenOneOfUnequalsWasTriedThenOthersByWeight() {
        One heavy = new One("heavy", 100, new Reachability());
        One light = new One("light", 1, new Reachability());
        One tried = new One("tried", 100, new Reachability());
        Rotation<One> unequal = new Rotation<>(List.of(tried, light, heavy));

        assertThat(IntStream.range(0, 100)
                        .mapToObj(i -> unequal.another(0, List.of(tried)))
                        .filter(light::equals))
                .hasSizeLessThan(5);
    }

    @Test
    void anotherWhenOnlyADueTrialIsLeftThenThat() {
        leaveOut(c);

        assertThat(rotation.another(SECOND, List.of(a))).isEqualTo(b);
        assertThat(rotation.another(SECOND - 1, List.of(a, b))).isNull();
        assertThat(rotation.another(SECOND, List.of(a, b))).isEqualTo(c);
    }

    private void leaveOut(One one) {
        one.reachability.unreachable(0, 0);
        rotation.refresh();
    }

    private List<String> taken(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> rotation.next(0))
                .map(one -> one == null ? "none" : one.name)
                .toList();
    }

    private record One(String name, int weight, Reachability reachability) implements Rotation.Member {}
}

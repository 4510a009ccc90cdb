package io.gwanmun.gateway.token.reference;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.gwanmun.gateway.token.TokenId;
import io.gwanmun.gateway.token.reference.RevokedIds.Added;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

class RevokedIdsTest {

    private static final long NOW = 1_000_000;

    private final RevokedIds ids = new RevokedIds(5_000);

    @Test
    void containsWhenAddedThenThatAndNoOther() {
        assertThat(ids.contains(id(1))).isFalse();
        assertThat(ids.add(id(1), NOW + 1, NOW)).isEqualTo(Added.NEW);
        assertThat(ids.add(id(1), NOW + 1, NOW)).isEqualTo(Added.KNOWN);

        assertThat(ids.contains(id(1))).isTrue();
        assertThat(ids.contains(id(2))).isFalse();
        assertThat(ids.size()).isEqualTo(1);
    }

    @Test
    void addWhenEndedAlreadyThenNotKept() {
        assertThat(ids.add(id(1), NOW, NOW)).isEqualTo(Added.KNOWN);
        assertThat(ids.size()).isZero();
    }

    @Test
    void addWhenExactlyAsManyAsFitThenKeepsThemAllAndNoneMore() {
        for (int i = 0; i < 5_000; i++) {
            assertThat(ids.add(id(i), NOW + 10, NOW)).isEqualTo(Added.NEW);
        }

        assertThat(ids.add(id(5_000), NOW + 10, NOW)).isEqualTo(Added.NO_ROOM);
        assertThat(IntStream.range(0, 5_000).allMatch(i -> ids.contains(id(i)))).isTrue();
        assertThat(ids.contains(id(5_000))).isFalse();
    }

    @Test
    void addWhenFullAndNoneHasEndedThenSaysSoWithoutLookingThroughAll() {
        RevokedIds many = new RevokedIds(500_000);
        for (int i = 0; i < 500_000; i++) {
            many.add(id(i), NOW + 10, NOW);
        }

        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            for (int i = 0; i < 5_000; i++) {
                assertThat(many.add(id(-1 - i), NOW + 10, NOW)).isEqualTo(Added.NO_ROOM);
            }
        });
        assertThat(many.add(id(-1), NOW + 20, NOW + 10)).isEqualTo(Added.NEW);
        assertThat(many.size()).isEqualTo(1);
    }

    @Test
    void addWhenFullAndSomeHaveEndedThenTheyMakeRoom() {
        for (int i = 0; i < 5_000; i++) {
            ids.add(id(i), i == 7 ? NOW + 1 : NOW + 10, NOW);
        }

        assertThat(ids.add(id(5_000), NOW + 10, NOW + 1)).isEqualTo(Added.NEW);
        assertThat(ids.contains(id(7))).isFalse();
        assertThat(ids.contains(id(8))).isTrue();
    }

    @Test
    void clearWhenSomeHaveEndedThenForgetsThoseAndKeepsTheRest() {
        ids.add(id(1), NOW + 1, NOW);
        ids.add(id(2), NOW + 2, NOW);

        ids.clear(NOW + 1);

        assertThat(ids.contains(id(1))).isFalse();
        assertThat(ids.contains(id(2))).isTrue();
        assertThat(ids.size()).isEqualTo(1);
    }

    @Test
    void addWhenTheEndIsFarAwayThenKeptForLong() {
        ids.add(id(1), 0x1_0000_0001L, NOW);
        ids.clear(NOW + 1);

        assertThat(ids.contains(id(1))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "short",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAé"
            })
    void addWhenNoIdThenRefusesAndNeverFindsIt(String text) {
        ids.add(id(1), NOW + 1, NOW);

        assertThat(ids.contains(text)).isFalse();
        assertThatThrownBy(() -> ids.add(text, NOW + 1, NOW)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void containsWhenOthersAreAddedMeanwhileThenNeverMissesWhatWasThere() {
        ids.add(id(-1), NOW + 10, NOW);
        AtomicBoolean done = new AtomicBoolean();
        List<CompletableFuture<Boolean>> readers = IntStream.range(0, 2)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> {
                    boolean always = true;
                    while (!done.get()) {
                        always &= ids.contains(id(-1)) && !ids.contains(id(-2));
                    }
                    return always;
                }))
                .toList();
        for (int i = 0; i < 4_900; i++) {
            ids.add(id(i), NOW + 10, NOW);
        }
        done.set(true);

        assertThat(readers).allSatisfy(reader -> assertThat(reader.join()).isTrue());
    }

    private static String id(int i) {
        return TokenId.ofReference("token " + i);
    }
}

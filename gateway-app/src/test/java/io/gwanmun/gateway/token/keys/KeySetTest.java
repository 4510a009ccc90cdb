package io.gwanmun.gateway.token.keys;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import io.gwanmun.gateway.testing.LogWatch;
import io.gwanmun.gateway.testing.TokenIssuer;
import io.gwanmun.gateway.token.UnreachableException;
import io.gwanmun.gateway.token.jwt.KeyReader;

import static org.assertj.core.api.Assertions.assertThat;

class KeySetTest {

    private static final byte[] ONE = bytes(TokenIssuer.keys(TokenIssuer.jwk(TokenIssuer.EC, "one")));

    private final AtomicLong nanos = new AtomicLong(5);
    private final AtomicInteger fetches = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private Mono<byte[]> answer = Mono.just(ONE);
    private final KeySet keys = new KeySet(
            "gwanmun",
            () -> {
                fetches.incrementAndGet();
                return answer;
            },
            new KeyReader(Set.of("ES256")),
            new KeySet.Times(Duration.ofMinutes(10), Duration.ofHours(24)),
            nanos::get,
            Schedulers.immediate(),
            failures::incrementAndGet);

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private void down() {
        answer = Mono.error(new IllegalStateException("down"));
    }

    @Test
    void stepWhenFreshThenFetchedAgainOnlyWhenDue() {
        keys.step();
        assertThat(Objects.requireNonNull(keys.known()).size()).isEqualTo(1);
        pass(Duration.ofMinutes(10).minusNanos(1));
        keys.step();
        assertThat(fetches).hasValue(1);
        pass(Duration.ofNanos(1));
        keys.step();
        assertThat(fetches).hasValue(2);
    }

    @Test
    void stepWhenFetchFailsThenOldKeysStayForADayAndItIsTriedEveryThirtySeconds() {
        keys.step();
        down();
        pass(Duration.ofMinutes(10));
        keys.step();
        pass(Duration.ofSeconds(30).minusNanos(1));
        keys.step();
        assertThat(fetches).hasValue(2);
        pass(Duration.ofNanos(1));
        keys.step();
        assertThat(fetches).hasValue(3);
        assertThat(failures).hasValue(2);
        assertThat(keys.known()).isNotNull();

        nanos.set(5 + Duration.ofHours(24).toNanos());
        assertThat(keys.known()).isNotNull();
        pass(Duration.ofNanos(1));
        assertThat(keys.known()).isNull();
    }

    @Test
    void knownWhenNothingStaleIsAllowedThenUntilTheKeysAreDue() {
        KeySet strict = new KeySet(
                "gwanmun",
                () -> answer,
                new KeyReader(Set.of("ES256")),
                new KeySet.Times(Duration.ofMinutes(10), Duration.ZERO),
                nanos::get,
                Schedulers.immediate(),
                failures::incrementAndGet);
        strict.step();
        pass(Duration.ofMinutes(10));
        assertThat(strict.known()).isNotNull();
        pass(Duration.ofNanos(1));
        assertThat(strict.known()).isNull();
    }

    @Test
    void searchedWhenKeyIsUnknownThenFetchedAtMostOnceInThirtySeconds() {
        keys.step();
        assertThat(keys.searched()).isNotNull();
        assertThat(keys.searched()).isNull();
        pass(Duration.ofSeconds(30).minusNanos(1));
        assertThat(keys.searched()).isNull();
        assertThat(fetches).hasValue(2);
        pass(Duration.ofNanos(1));
        assertThat(keys.searched()).isNotNull();
        assertThat(fetches).hasValue(3);
    }

    @Test
    void awaitedWhenManyWaitThenOneFetchAndOneAnswerForAll() {
        Sinks.One<byte[]> late = Sinks.one();
        answer = late.asMono();
        var first = StepVerifier.create(keys.awaited()).expectNextCount(1).expectComplete();
        var second = StepVerifier.create(keys.awaited()).expectNextCount(1).expectComplete();
        var firstWaiting = first.verifyLater();
        var secondWaiting = second.verifyLater();
        assertThat(fetches).hasValue(1);

        late.tryEmitValue(ONE).orThrow();
        firstWaiting.verify(Duration.ofSeconds(5));
        secondWaiting.verify(Duration.ofSeconds(5));
    }

    @Test
    void awaitedWhenIssuerIsDownThenUnreachableAndTriedOnceASecond() {
        down();
        StepVerifier.create(keys.awaited()).verifyError(UnreachableException.class);
        StepVerifier.create(keys.awaited()).verifyError(UnreachableException.class);
        assertThat(fetches).hasValue(1);
        pass(Duration.ofSeconds(1));
        answer = Mono.just(ONE);
        StepVerifier.create(keys.awaited()).expectNextCount(1).verifyComplete();
    }

    @Test
    void stepWhenAnswerIsNoKeySetThenOldKeysStay() {
        keys.step();
        answer = Mono.just(bytes("<html>"));
        pass(Duration.ofMinutes(10));
        keys.step();

        assertThat(Objects.requireNonNull(keys.known()).size()).isEqualTo(1);
        assertThat(failures).hasValue(1);
        assertThat(keys.ageSeconds()).isEqualTo(600);
    }

    @Test
    void failedWhenItGoesOnThenToldOnceAMinute() {
        try (LogWatch log = LogWatch.on(KeySet.class.getName())) {
            down();
            for (int i = 0; i < 4; i++) {
                keys.step();
                pass(Duration.ofSeconds(30));
            }
            assertThat(fetches).hasValue(4);
            assertThat(log.messages("could not be fetched")).hasSize(2);
        }
    }
}

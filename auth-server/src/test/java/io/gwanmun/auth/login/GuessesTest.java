package io.gwanmun.auth.login;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.gwanmun.auth.testing.Database;
import io.gwanmun.auth.testing.MovableTime;

import static org.assertj.core.api.Assertions.assertThat;

class GuessesTest {

    private static final Duration DAY = Duration.ofDays(1);

    private final MovableTime time = new MovableTime(Instant.parse("2026-01-01T00:00:00Z"));
    private Database database;
    private Guesses guesses;

    @BeforeEach
    void open() {
        database = Database.h2();
        guesses = new Guesses(database.client(), time);
    }

    @AfterEach
    void close() throws Exception {
        database.close();
    }

    @Test
    void guessPasswordWhenSixthFailsThenWaitsASecondAndTwiceThatNext() {
        for (int i = 0; i < 6; i++) {
            assertThat(guesses.guessPassword("ann", "192.0.2.1")).isEmpty();
        }
        assertThat(guesses.guessPassword("ann", "192.0.2.1")).contains(Duration.ofSeconds(1));
        time.pass(Duration.ofSeconds(1));
        assertThat(guesses.guessPassword("ann", "192.0.2.1")).isEmpty();
        assertThat(guesses.guessPassword("ann", "192.0.2.1")).contains(Duration.ofSeconds(2));
    }

    @Test
    void guessPasswordWhenManyFailThenWaitNeverExceedsItsLongest() {
        for (int i = 0; i < 30; i++) {
            time.pass(guesses.guessPassword("ann", "192.0.2.1").orElse(Duration.ZERO));
        }
        assertThat(guesses.guessPassword("ann", "192.0.2.1").orElseThrow()).isLessThanOrEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void guessPasswordWhenFromElsewhereThenNotHeldUp() {
        for (int i = 0; i < 20; i++) {
            time.pass(guesses.guessPassword("ann", "192.0.2.1").orElse(Duration.ZERO));
        }
        assertThat(guesses.guessPassword("ann", "192.0.2.2")).isEmpty();
    }

    @Test
    void guessPasswordWhenManyAccountsFromOneAddressThenHeldUp() {
        int through = 0;
        for (int i = 0; i < 1000; i++) {
            through += guesses.guessPassword("name" + i, "192.0.2.1").isEmpty() ? 1 : 0;
        }
        assertThat(through).isEqualTo(51);
        assertThat(guesses.guessPassword("ann", "192.0.2.2")).isEmpty();
    }

    @Test
    void guessPasswordWhenManyAtOnceThenNoMoreThanOneByOne() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        Callable<Optional<Duration>> guess = () -> guesses.guessPassword("ann", "192.0.2.1");
        int through = 0;
        for (Future<Optional<Duration>> each : threads.invokeAll(Collections.nCopies(100, guess))) {
            through += each.get().isEmpty() ? 1 : 0;
        }
        threads.shutdown();
        assertThat(through).isLessThanOrEqualTo(6);
    }

    @Test
    void forgetWhenUnlockedThenNextIsLetThrough() {
        for (int i = 0; i < 7; i++) {
            guesses.guessPassword("ann", "192.0.2.1");
        }
        assertThat(guesses.of("ann")).singleElement().satisfies(count -> {
            assertThat(count.failures()).isEqualTo(6);
            assertThat(count.address()).isEqualTo("192.0.2.1");
        });
        guesses.forget("ann");
        assertThat(guesses.of("ann")).isEmpty();
        assertThat(guesses.guessPassword("ann", "192.0.2.1")).isEmpty();
    }

    @Test
    void passwordWasRightWhenAmongManyThenAddressIsNotHeldUpForIt() {
        for (int i = 0; i < 200; i++) {
            assertThat(guesses.guessPassword("name" + i, "192.0.2.1")).isEmpty();
            guesses.passwordWasRight("name" + i, "192.0.2.1");
        }
    }

    @Test
    void sweepWhenADayOldThenForgotten() {
        for (int i = 0; i < 6; i++) {
            guesses.guessPassword("ann", "192.0.2.1");
        }
        time.pass(DAY);
        guesses.sweep();
        assertThat(database.client()
                        .sql("select count(*) from guess")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void ofWhenIpv6ThenTheNetworkCounts() {
        assertThat(ClientAddress.of("2001:db8:1:2:3:4:5:6")).isEqualTo("2001:db8:1:2:0:0:0:0/64");
        assertThat(ClientAddress.of("2001:db8:1:2:ffff::1")).isEqualTo("2001:db8:1:2:0:0:0:0/64");
        assertThat(ClientAddress.of("192.0.2.1")).isEqualTo("192.0.2.1");
    }
}

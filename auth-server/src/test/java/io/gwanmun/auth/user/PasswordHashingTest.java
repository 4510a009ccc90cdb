package io.gwanmun.auth.user;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

class PasswordHashingTest {

    private final PasswordHashing hashing = new PasswordHashing(2);

    @Test
    void hashWhenMadeThenItIsArgon2id() {
        assertThat(hashing.hash("a quiet winter morning")).startsWith("{argon2}$argon2id$v=19$m=19456,t=2,p=1$");
    }

    @Test
    void matchesWhenOneCharacterOfManyDiffersThenNo() {
        String long256 = "x".repeat(255) + "y";
        String hash = hashing.hash(long256);
        assertThat(hashing.matches(long256, hash)).isTrue();
        assertThat(hashing.matches("x".repeat(255) + "z", hash)).isFalse();
        assertThat(hashing.matches(long256 + "y", hash)).isFalse();
    }

    @Test
    void matchesWhenNulFollowsThenNo() {
        String hash = hashing.hash("a quiet winter morning");
        assertThat(hashing.matches("a quiet winter morning\0", hash)).isFalse();
        assertThat(hashing.matches("a quiet winter morning\0tail", hash)).isFalse();
    }

    @Test
    void matchesWhenTypedInAnotherUnicodeFormThenYes() {
        String composed = "caf\u00e9 in the morning";
        String decomposed = "cafe\u0301 in the morning";
        assertThat(hashing.matches(decomposed, hashing.hash(composed))).isTrue();
        assertThat(hashing.matches("cafe in the morning", hashing.hash(composed)))
                .isFalse();
    }

    @Test
    void matchesWhenPasswordIsAMegabyteThenRefusedWithoutWork() {
        String huge = "\u1e9b\u0323".repeat(500_000);
        String hash = hashing.hash("a quiet winter morning");
        assertTimeout(Duration.ofMillis(200), () -> {
            for (int i = 0; i < 1000; i++) {
                assertThat(hashing.matches(huge, hash)).isFalse();
                assertThat(hashing.matches(huge, null)).isFalse();
            }
        });
        assertThatThrownBy(() -> hashing.hash(huge)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void matchesWhenHashIsBcryptThenItIsOldAndNoPrefixOfALongOneFits() {
        String old = "{bcrypt}" + new BCryptPasswordEncoder(4).encode("x".repeat(72));
        assertThat(hashing.matches("x".repeat(72), old)).isTrue();
        assertThat(hashing.matches("x".repeat(73), old)).isFalse();
        assertThat(hashing.isOld(old)).isTrue();
        assertThat(hashing.isOld(hashing.hash("a quiet winter morning"))).isFalse();
    }

    @Test
    void matchesWhenMoreWaitThanSeatsHoldThenBusy() throws Exception {
        PasswordHashing one = new PasswordHashing(1);
        String hash = one.hash("a quiet winter morning");
        ExecutorService threads = Executors.newFixedThreadPool(80);
        List<Future<Boolean>> asked = IntStream.range(0, 80)
                .mapToObj(i -> threads.submit(() -> isAnswered(one, hash)))
                .toList();
        int answered = 0;
        for (Future<Boolean> each : asked) {
            answered += each.get() ? 1 : 0;
        }
        threads.shutdown();
        assertThat(answered).isBetween(1, 79);
        assertThat(one.matches("a quiet winter morning", hash)).isTrue();
    }

    private static boolean isAnswered(PasswordHashing hashing, String hash) {
        try {
            assertThat(hashing.matches("a quiet winter morning", hash)).isTrue();
            return true;
        } catch (PasswordCheck.BusyException e) {
            return false;
        }
    }
}

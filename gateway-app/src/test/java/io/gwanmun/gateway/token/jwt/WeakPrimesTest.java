package io.gwanmun.gateway.token.jwt;

import java.math.BigInteger;
import java.security.interfaces.RSAPublicKey;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.gwanmun.gateway.testing.TokenIssuer;

import static org.assertj.core.api.Assertions.assertThat;

class WeakPrimesTest {

    private static final Random RANDOM = new Random(17);
    /** The number that the broken library built its primes around: the product of the first 126 primes, for 2048 bits. */
    private static final BigInteger AROUND = IntStream.rangeClosed(2, 701)
            .mapToObj(BigInteger::valueOf)
            .filter(number -> number.isProbablePrime(50))
            .reduce(BigInteger.ONE, BigInteger::multiply);

    /** A prime as the broken library made them: {@code k * M + (65537^a mod M)}. */
    private static BigInteger weak() {
        BigInteger power = BigInteger.valueOf(65537).modPow(new BigInteger(256, RANDOM), AROUND);
        return IntStream.iterate(0, k -> k + 1)
                .mapToObj(k -> AROUND.shiftLeft(40)
                        .add(AROUND.multiply(BigInteger.valueOf(k)))
                        .add(power))
                .filter(candidate -> candidate.isProbablePrime(50))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void madeWhenBothPrimesAreOfTheBrokenLibraryThenTrue() {
        assertThat(WeakPrimes.made(weak().multiply(weak()))).isTrue();
    }

    @Test
    void madeWhenOnePrimeIsSoundThenFalse() {
        assertThat(WeakPrimes.made(weak().multiply(BigInteger.probablePrime(1024, RANDOM))))
                .isFalse();
    }

    @Test
    void madeWhenKeyIsOfTheJavaRuntimeThenFalse() {
        assertThat(WeakPrimes.made(((RSAPublicKey) TokenIssuer.RSA.getPublic()).getModulus()))
                .isFalse();
    }

    @Test
    void madeWhenModulusIsSmallestThatPassesThenTrue() {
        assertThat(WeakPrimes.made(BigInteger.ONE)).isTrue();
        assertThat(WeakPrimes.made(BigInteger.ZERO)).isFalse();
    }
}

package io.gwanmun.gateway.token.jwt;

import java.math.BigInteger;
import java.util.BitSet;

/**
 * Knows RSA keys whose primes were made by a well-known broken library (CVE-2017-15361, "ROCA"): their modulus is a power of
 * 65537 modulo each small prime, which one made properly is with a probability below 2<sup>-27</sup>.
 *
 * @see <a href="https://doi.org/10.1145/3133956.3133969">M. Nemec and others, The Return of Coppersmith's Attack (2017)</a>
 */
final class WeakPrimes {

    private static final BigInteger GENERATOR = BigInteger.valueOf(65537);
    /** The product of these divides the number that the broken primes were built around, for keys of every length. */
    private static final int[] SMALL = {
        3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103, 107, 109,
        113, 127, 131, 137, 139, 149, 151, 157, 163, 167
    };

    private WeakPrimes() {}

    /** Says whether a modulus is a product of such primes. */
    static boolean made(BigInteger modulus) {
        for (int prime : SMALL) {
            int rest = modulus.mod(BigInteger.valueOf(prime)).intValue();
            if (!powers(prime).get(rest)) {
                return false;
            }
        }
        return true;
    }

    private static BitSet powers(int prime) {
        int generator = GENERATOR.mod(BigInteger.valueOf(prime)).intValue();
        BitSet powers = new BitSet(prime);
        for (int power = 1; !powers.get(power); power = power * generator % prime) {
            powers.set(power);
        }
        return powers;
    }
}

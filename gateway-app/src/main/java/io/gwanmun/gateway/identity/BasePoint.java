package io.gwanmun.gateway.identity;

import java.math.BigInteger;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;

/**
 * The base point of a curve, to be multiplied: a public key is the base point times the private key (SEC 1 version 2, section
 * 3.2.1), and not every file with a private key has the public one beside it. Doubles and adds in affine coordinates. How long
 * it takes tells of the key, so it is done when files are read and not when anybody asks.
 */
final class BasePoint {

    private static final BigInteger TWO = BigInteger.TWO;
    private static final BigInteger THREE = BigInteger.valueOf(3);

    private final ECPoint base;
    private final BigInteger prime;
    private final BigInteger a;

    BasePoint(ECParameterSpec curve) {
        this.base = curve.getGenerator();
        this.prime = ((ECFieldFp) curve.getCurve().getField()).getP();
        this.a = curve.getCurve().getA();
    }

    /** Returns the point times a number between 0 and the order of the curve, both excluded. */
    ECPoint times(BigInteger factor) {
        ECPoint sum = ECPoint.POINT_INFINITY;
        for (int bit = factor.bitLength() - 1; bit >= 0; bit--) {
            sum = add(sum, sum);
            if (factor.testBit(bit)) {
                sum = add(sum, base);
            }
        }
        return sum;
    }

    private ECPoint add(ECPoint left, ECPoint right) {
        if (left.equals(ECPoint.POINT_INFINITY)) {
            return right;
        }
        BigInteger x1 = left.getAffineX();
        BigInteger y1 = left.getAffineY();
        BigInteger x2 = right.getAffineX();
        BigInteger y2 = right.getAffineY();
        BigInteger slope = left.equals(right)
                ? x1.pow(2).multiply(THREE).add(a).multiply(y1.multiply(TWO).modInverse(prime))
                : y2.subtract(y1).multiply(x2.subtract(x1).modInverse(prime));
        BigInteger x3 = slope.pow(2).subtract(x1).subtract(x2).mod(prime);
        return new ECPoint(x3, slope.multiply(x1.subtract(x3)).subtract(y1).mod(prime));
    }
}

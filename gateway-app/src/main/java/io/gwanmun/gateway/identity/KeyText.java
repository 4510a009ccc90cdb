package io.gwanmun.gateway.identity;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.nimbusds.jose.jwk.Curve;

/** Reads keys on the curve P-256 from PEM (<a href="https://datatracker.ietf.org/doc/html/rfc7468">RFC 7468</a>). */
final class KeyText {

    private static final String PRIVATE = "a private key on P-256 in PEM (PKCS#8, without a password)";
    private static final String PUBLIC = "a public key on P-256 in PEM (-----BEGIN PUBLIC KEY-----)";
    private static final BigInteger ORDER = Curve.P_256.toECParameterSpec().getOrder();

    private KeyText() {}

    /** Returns a private key; {@link IllegalArgumentException}, without the text in it, when there is none. */
    static ECPrivateKey privateKey(String text) {
        try {
            byte[] encoded = block(text, "PRIVATE KEY", PRIVATE);
            return onCurve(
                    (ECPrivateKey) KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded)),
                    PRIVATE);
        } catch (GeneralSecurityException unreadable) {
            throw unfit(PRIVATE);
        }
    }

    /** Returns a public key; {@link IllegalArgumentException} when there is none. */
    static ECPublicKey publicKey(String text) {
        try {
            byte[] encoded = block(text, "PUBLIC KEY", PUBLIC);
            return onCurve(
                    (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(encoded)), PUBLIC);
        } catch (GeneralSecurityException unreadable) {
            throw unfit(PUBLIC);
        }
    }

    /** Returns the public half of a private key. */
    static ECPublicKey publicHalf(ECPrivateKey key) throws GeneralSecurityException {
        BasePoint base = new BasePoint(key.getParams());
        return (ECPublicKey) KeyFactory.getInstance("EC")
                .generatePublic(new ECPublicKeySpec(base.times(key.getS()), key.getParams()));
    }

    private static <K extends ECKey> K onCurve(K key, String expected) {
        if (!key.getParams().getOrder().equals(ORDER)) {
            throw unfit(expected);
        }
        return key;
    }

    private static byte[] block(String text, String label, String expected) {
        Matcher block = Pattern.compile("-----BEGIN " + label + "-----([A-Za-z0-9+/=\\s]+)-----END " + label + "-----")
                .matcher(text);
        if (!block.find()) {
            throw unfit(expected);
        }
        try {
            return Base64.getMimeDecoder().decode(block.group(1));
        } catch (IllegalArgumentException damaged) {
            throw unfit(expected);
        }
    }

    private static IllegalArgumentException unfit(String expected) {
        return new IllegalArgumentException("another text (expected: " + expected + ")");
    }
}

package io.gwanmun.gateway.tls;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads certificates and keys from text (<a href="https://datatracker.ietf.org/doc/html/rfc7468">RFC 7468</a>). Blocks of
 * another kind are passed over, so that one file may hold both.
 */
final class Pem {

    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([^-]*)-----END \\1-----");
    private static final String KEY = "PRIVATE KEY";
    private static final String KEY_FORM = "a private key in PEM: PKCS#8, RSA or EC, without a password";
    private static final String CERTIFICATE_FORM = "one or more certificates in PEM: -----BEGIN CERTIFICATE-----";

    private Pem() {}

    /** Returns whether a text holds a private key of whatever form. */
    static boolean holdsKey(String text) {
        return text.contains(KEY + "-----");
    }

    /** Returns the certificates of a text in their order, at least one. */
    static List<X509Certificate> certificates(String text) throws UnusableException {
        List<X509Certificate> found = new ArrayList<>();
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            if (block.group(1).equals("CERTIFICATE")) {
                found.add(certificate(block.group(2), found.size() + 1));
            }
        }
        if (found.isEmpty()) {
            throw new UnusableException("a text without a certificate", CERTIFICATE_FORM, null);
        }
        return found;
    }

    private static X509Certificate certificate(String base64, int number) throws UnusableException {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(decoded(base64)));
        } catch (CertificateException | IllegalArgumentException unreadable) {
            throw new UnusableException("certificate " + number + ", which is damaged", CERTIFICATE_FORM, null);
        }
    }

    /** Returns the first private key of a text. */
    static PrivateKey key(String text) throws UnusableException {
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            switch (block.group(1)) {
                case KEY -> {
                    return key(block.group(2), KeyWrapping.NONE);
                }
                case "RSA " + KEY -> {
                    return key(block.group(2), KeyWrapping.RSA);
                }
                case "EC " + KEY -> {
                    return key(block.group(2), KeyWrapping.EC);
                }
                case "ENCRYPTED " + KEY ->
                    throw new UnusableException(
                            "a private key with a password",
                            KEY_FORM,
                            "Take the password off: openssl pkcs8 -topk8 -nocrypt -in with.key -out without.key");
                default -> {
                    // A certificate or the parameters of a curve beside the key.
                }
            }
        }
        throw new UnusableException(
                holdsKey(text) ? "a private key of another kind" : "a text without a private key", KEY_FORM, null);
    }

    private static PrivateKey key(String base64, KeyWrapping wrapping) throws UnusableException {
        try {
            PKCS8EncodedKeySpec encoded = new PKCS8EncodedKeySpec(wrapping.pkcs8(decoded(base64)));
            try {
                return KeyFactory.getInstance("RSA").generatePrivate(encoded);
            } catch (GeneralSecurityException notRsa) {
                return KeyFactory.getInstance("EC").generatePrivate(encoded);
            }
        } catch (GeneralSecurityException | IllegalArgumentException unreadable) {
            throw new UnusableException("a private key that cannot be read", KEY_FORM, null);
        }
    }

    private static byte[] decoded(String base64) {
        return Base64.getMimeDecoder().decode(base64);
    }
}

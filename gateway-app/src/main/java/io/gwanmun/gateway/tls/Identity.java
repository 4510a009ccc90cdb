package io.gwanmun.gateway.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * A private key and the certificates that speak for it.
 *
 * @param key the private key
 * @param chain the certificate of the key, then each issuer behind what it issued
 */
record Identity(PrivateKey key, List<X509Certificate> chain) {

    private static final Integer DNS_NAME = 2;

    Identity {
        chain = List.copyOf(chain);
    }

    /** Returns the certificates in a text when they are one chain. */
    static List<X509Certificate> chain(String text) throws UnusableException {
        List<X509Certificate> chain = Pem.certificates(text);
        for (int i = 1; i < chain.size(); i++) {
            if (!chain.get(i - 1).getIssuerX500Principal().equals(chain.get(i).getSubjectX500Principal())) {
                throw new UnusableException(
                        "certificate " + (i + 1) + ", which did not issue certificate " + i,
                        "the host's own certificate first, then each issuer behind what it issued",
                        null);
            }
        }
        return chain;
    }

    /** Returns the key in a text when it is the one a chain speaks for. */
    static Identity of(List<X509Certificate> chain, String key) throws UnusableException {
        PrivateKey read = Pem.key(key);
        if (!fits(read, chain.get(0).getPublicKey())) {
            throw new UnusableException(
                    "a private key that does not fit the certificate",
                    "the private key the certificate was issued for",
                    null);
        }
        return new Identity(read, chain);
    }

    /** Returns when the first certificate of the chain ends. */
    Instant expires() {
        return chain.stream()
                .map(certificate -> certificate.getNotAfter().toInstant())
                .min(Instant::compareTo)
                .orElseThrow();
    }

    /** Says whether the certificate was issued for a host, or for the wildcard that a host stands for or is. */
    boolean isFor(String host) {
        try {
            Collection<List<?>> names = chain.get(0).getSubjectAlternativeNames();
            return names != null
                    && names.stream()
                            .filter(name -> DNS_NAME.equals(name.get(0)))
                            .anyMatch(name -> covers(String.valueOf(name.get(1)), host));
        } catch (CertificateParsingException unreadable) {
            return false;
        }
    }

    static boolean covers(String name, String host) {
        int dot = host.indexOf('.');
        return name.equalsIgnoreCase(host) || dot > 0 && name.equalsIgnoreCase("*" + host.substring(dot));
    }

    /** Signs something with the one and verifies it with the other. */
    private static boolean fits(PrivateKey key, PublicKey certified) {
        if (!key.getAlgorithm().equals(certified.getAlgorithm())) {
            return false;
        }
        try {
            Signature signature = Signature.getInstance("SHA256with" + (isCurve(key) ? "ECDSA" : "RSA"));
            signature.initSign(key);
            byte[] signed = signature.sign();
            signature.initVerify(certified);
            return signature.verify(signed);
        } catch (GeneralSecurityException unfit) {
            return false;
        }
    }

    private static boolean isCurve(PrivateKey key) {
        return key.getAlgorithm().equals("EC");
    }
}

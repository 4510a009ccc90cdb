package io.gwanmun.gateway.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

import io.netty.pkitesting.CertificateBuilder.Algorithm;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import io.gwanmun.gateway.testing.Authority;
import io.gwanmun.gateway.testing.Authority.Issued;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class IdentityTest {

    private static final Authority AUTHORITY = Authority.named("Test CA");

    private static Issued issued(Algorithm algorithm) {
        return AUTHORITY.issue(builder -> builder.algorithm(algorithm).subject("CN=a.test"));
    }

    private static String pem(String label, byte[] encoded) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(encoded) + "\n-----END "
                + label + "-----\n";
    }

    /** Returns a key in the form of its own algorithm, with the curve inside when it lies on one. */
    private static byte[] bare(PrivateKey key) throws IOException {
        PrivateKeyInfo info = PrivateKeyInfo.getInstance(key.getEncoded());
        if (!(key instanceof ECPrivateKey curve)) {
            return info.parsePrivateKey().toASN1Primitive().getEncoded();
        }
        int bits = curve.getParams().getOrder().bitLength();
        return new org.bouncycastle.asn1.sec.ECPrivateKey(
                        bits, curve.getS(), info.getPrivateKeyAlgorithm().getParameters())
                .getEncoded();
    }

    @ParameterizedTest
    @EnumSource(
            value = Algorithm.class,
            names = {"rsa2048", "rsa3072", "rsa4096", "ecp256", "ecp384"})
    void ofWhenKeyIsOfEitherFormThenReadAndFits(Algorithm algorithm) throws Exception {
        Issued issued = issued(algorithm);
        PrivateKey key = issued.bundle().getKeyPair().getPrivate();
        var chain = Identity.chain(issued.chain());
        String label = key.getAlgorithm().equals("RSA") ? "RSA PRIVATE KEY" : "EC PRIVATE KEY";

        assertThat(Identity.of(chain, issued.key()).key()).isEqualTo(key);
        assertThat(Identity.of(chain, pem(label, bare(key))).key().getAlgorithm())
                .isEqualTo(key.getAlgorithm());
        assertThat(chain).hasSize(2);
    }

    @Test
    void ofWhenOneFileHoldsBothThenEachIsFound() throws Exception {
        Issued issued = issued(Algorithm.ecp256);
        String both = "Bag Attributes\n" + issued.key() + issued.chain();

        assertThat(Identity.of(Identity.chain(both), both).chain()).hasSize(2);
    }

    @Test
    void ofWhenKeyIsAnothersThenDoesNotFit() throws Exception {
        var chain = Identity.chain(issued(Algorithm.ecp256).chain());

        for (Algorithm other : new Algorithm[] {Algorithm.ecp256, Algorithm.ecp384, Algorithm.rsa2048}) {
            String key = issued(other).key();
            assertThatThrownBy(() -> Identity.of(chain, key))
                    .isInstanceOfSatisfying(
                            UnusableException.class,
                            why -> assertThat(why.found())
                                    .isEqualTo("a private key that does not fit the certificate"));
        }
    }

    @Test
    void keyWhenDamagedOrOfAnotherKindThenSaysSo() throws Exception {
        byte[] ed25519 = KeyPairGenerator.getInstance("Ed25519")
                .generateKeyPair()
                .getPrivate()
                .getEncoded();
        byte[] bare = bare(issued(Algorithm.ecp256).bundle().getKeyPair().getPrivate());

        assertThat(whyNot("")).isEqualTo("a text without a private key");
        assertThat(whyNot(AUTHORITY.pem())).isEqualTo("a text without a private key");
        assertThat(whyNot(pem("ENCRYPTED PRIVATE KEY", new byte[8]))).isEqualTo("a private key with a password");
        assertThat(whyNot(pem("OPENSSH PRIVATE KEY", new byte[8]))).isEqualTo("a private key of another kind");
        assertThat(whyNot(pem("PRIVATE KEY", ed25519))).isEqualTo("a private key that cannot be read");
        assertThat(whyNot(pem("PRIVATE KEY", new byte[0]))).isEqualTo("a private key that cannot be read");
        assertThat(whyNot("-----BEGIN PRIVATE KEY-----\n=A\n-----END PRIVATE KEY-----"))
                .isEqualTo("a private key that cannot be read");
        for (int length = 0; length < bare.length; length++) {
            String torn = pem("EC PRIVATE KEY", Arrays.copyOf(bare, length));
            assertThat(whyNot(torn)).as("first %d bytes", length).isEqualTo("a private key that cannot be read");
        }
    }

    private static String whyNot(String key) {
        try {
            Pem.key(key);
            return "nothing";
        } catch (UnusableException why) {
            return why.found();
        }
    }

    @Test
    void chainWhenOutOfOrderThenNamesTheOneThatDoesNotFit() {
        Issued issued = issued(Algorithm.ecp256);
        String turned =
                issued.bundle().getRootCertificatePEM() + issued.bundle().getCertificatePEM();

        assertThatThrownBy(() -> Identity.chain(turned))
                .isInstanceOfSatisfying(
                        UnusableException.class,
                        why -> assertThat(why.found()).isEqualTo("certificate 2, which did not issue certificate 1"));
    }

    @Test
    void expiresWhenAnIssuerEndsEarlierThenThatCounts() throws Exception {
        Issued issued =
                AUTHORITY.issue(builder -> builder.subject("CN=a").notAfter(Instant.parse("2100-01-01T00:00:00Z")));
        Identity identity = Identity.of(Identity.chain(issued.chain()), issued.key());

        assertThat(identity.expires())
                .isEqualTo(AUTHORITY.bundle().getCertificate().getNotAfter().toInstant());
    }

    @ParameterizedTest
    @CsvSource({
        "a.test, a.test, true",
        "A.test, a.test, true",
        "*.a.test, x.a.test, true",
        "*.a.test, *.a.test, true",
        "*.a.test, a.test, false",
        "*.a.test, x.y.a.test, false",
        "x.a.test, *.a.test, false",
        "*, test, false",
    })
    void coversWhenComparedThenAWildcardIsOneLabel(String name, String host, boolean expected) {
        assertThat(Identity.covers(name, host)).isEqualTo(expected);
    }

    /** What openssl writes: the parameters of the curve in front of the key. */
    @Test
    void keyWhenParametersStandInFrontThenPassedOver() throws Exception {
        Issued issued = issued(Algorithm.ecp256);
        PrivateKey key = issued.bundle().getKeyPair().getPrivate();
        String text = pem("EC PARAMETERS", "x".getBytes(StandardCharsets.US_ASCII)) + pem("EC PRIVATE KEY", bare(key));

        assertThat(Identity.of(Identity.chain(issued.chain()), text).key().getAlgorithm())
                .isEqualTo("EC");
    }
}

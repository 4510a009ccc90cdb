package io.gwanmun.gateway.tls;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.gwanmun.gateway.api.Mistake;
import io.gwanmun.gateway.api.Reading;
import io.gwanmun.gateway.api.Secrets;
import io.gwanmun.gateway.testing.Authority;
import io.gwanmun.gateway.testing.Authority.Issued;

import static org.assertj.core.api.Assertions.assertThat;

class CertificateReaderTest {

    private static final String PAIR = "certificate: \"${env:A_CRT}\", key: \"${env:A_KEY}\"";

    private static Issued issued;
    private static CertificateFiles files;

    @BeforeAll
    static void issue() {
        Authority authority = Authority.named("Test CA");
        issued = authority.issue("a.test");
        files = new CertificateFiles()
                .with("A", issued)
                .with("B", authority.issue("b.test"))
                .with("CA", authority.pem())
                .with("WORDS", "not a certificate")
                .with("TORN", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----");
    }

    private static String mistake(String certificate) {
        return files.mistakes("certificates:\n  a: {" + certificate + "}\n");
    }

    private static String indented(String pem) {
        return pem.indent(6);
    }

    @Test
    void readWhenInOrderThenNoMistake() {
        assertThat(mistake("hosts: [a.test], " + PAIR + ", clientCertificates: {trust: \"${env:CA}\"}"))
                .isEqualTo("no mistake");
    }

    @Test
    void readWhenCertificateIsWrittenInFullThenNoMistake() {
        assertThat(files.mistakes("certificates:\n  a:\n    hosts: [a.test]\n    key: \"${env:A_KEY}\"\n"
                        + "    certificate: |\n" + indented(issued.chain())))
                .isEqualTo("no mistake");
    }

    @Test
    void readWhenKeyIsWrittenOutThenRefusedAndNotShown() {
        String yaml = "certificates:\n  a:\n    hosts: [a.test]\n    certificate: \"${env:A_CRT}\"\n    key: |\n"
                + indented(issued.key());
        String shown = files.read(yaml).fold(good -> "", bad -> Mistake.rendered(bad, 10));

        assertThat(shown)
                .isEqualTo("a.yaml:6:10: certificates.a.key: found a secret written out, expected a reference such as"
                        + " ${env:NAME} or ${file:/run/secrets/name}. Whoever reads the file would know it.");
    }

    @Test
    void readWhenKeyStandsInTheCertificateThenRefusedAndNotShown() {
        String both = issued.chain() + issued.key();
        String yaml = "certificates:\n  a:\n    hosts: [a.test]\n    key: \"${env:A_KEY}\"\n    certificate: |\n"
                + indented(both);
        String shown = files.read(yaml).fold(good -> "", bad -> Mistake.rendered(bad, 10));

        assertThat(shown)
                .isEqualTo("a.yaml:6:18: certificates.a.certificate: found a private key written out, expected"
                        + " certificates only; the key as a reference such as ${file:/run/secrets/tls.key}."
                        + " Whoever reads the file would know it.");
    }

    @Test
    void readWhenOneFileHoldsBothThenNoMistake() {
        files.with("BOTH", issued.key() + issued.chain());

        assertThat(mistake("hosts: [a.test], certificate: \"${env:BOTH}\", key: \"${env:BOTH}\""))
                .isEqualTo("no mistake");
    }

    @Test
    void readWhenTextIsNoCertificateThenSaysSoAtItsKey() {
        assertThat(mistake("hosts: [a.test], certificate: \"${env:WORDS}\", key: \"${env:A_KEY}\""))
                .isEqualTo("a.yaml:3:37: certificates.a.certificate: found a text without a certificate,"
                        + " expected one or more certificates in PEM: -----BEGIN CERTIFICATE-----.");
        assertThat(mistake("hosts: [a.test], certificate: \"${env:TORN}\", key: \"${env:A_KEY}\""))
                .contains("certificates.a.certificate: found certificate 1, which is damaged");
        assertThat(mistake("hosts: [a.test], " + PAIR + ", clientCertificates: {trust: \"${env:WORDS}\"}"))
                .contains("certificates.a.clientCertificates.trust: found a text without a certificate");
        assertThat(mistake("hosts: [a.test], certificate: \"${env:A_CRT}\", key: \"${env:WORDS}\""))
                .contains("certificates.a.key: found a text without a private key, expected a private key in PEM");
    }

    @Test
    void readWhenKeyDoesNotFitThenSaysSoAtTheKey() {
        assertThat(mistake("hosts: [a.test], certificate: \"${env:A_CRT}\", key: \"${env:B_KEY}\""))
                .isEqualTo("a.yaml:3:58: certificates.a.key: found a private key that does not fit the certificate,"
                        + " expected the private key the certificate was issued for.");
    }

    @Test
    void readWhenSecretIsMissingThenSaysWhich() {
        assertThat(mistake("hosts: [a.test], certificate: \"${env:A_CRT}\", key: \"${env:NONE}\""))
                .contains("a reference to the variable NONE, which is not set");
    }

    @Test
    void readWhenTwoCertificatesNameAHostThenTheSecondIsToldAtTheHost() {
        assertThat(files.mistakes("certificates:\n  a: {hosts: [a.test], " + PAIR + "}\n  b: {hosts: [b.test, A.test], "
                        + PAIR + "}\n"))
                .isEqualTo("a.yaml:4:23: certificates.b.hosts[1]: found \"a.test\" again,"
                        + " expected each host in one certificate. It already stands in certificates.a.");
    }

    @Test
    void readWhenTwoAreTheDefaultThenTheSecondIsTold() {
        assertThat(files.mistakes("certificates:\n  a: {default: true, " + PAIR + "}\n  b: {default: true, " + PAIR
                        + "}\n  c: {default: false, hosts: [c.test], " + PAIR + "}\n"))
                .isEqualTo("a.yaml:4:16: certificates.b.default: found a second default certificate, expected one at"
                        + " most. certificates.a is the default already.");
    }

    @Test
    void readWhenForNoHostThenSaysWhatIsMissing() {
        assertThat(mistake(PAIR))
                .isEqualTo("a.yaml:3:6: certificates.a: found a certificate for no host,"
                        + " expected hosts, or default: true.");
        assertThat(mistake("default: true, " + PAIR)).isEqualTo("no mistake");
    }

    @Test
    void readWhenPreloadIsNotWhatBrowsersTakeThenSaysWhatTheyDo() {
        String hsts = "hosts: [a.test], " + PAIR + ", hsts: {preload: true, %s}";

        assertThat(mistake(hsts.formatted("maxAge: 365d")))
                .contains("certificates.a.hsts: found preload: true, which browsers do not take as it stands,"
                        + " expected includeSubdomains: true and maxAge: 365d or more beside it.");
        assertThat(mistake(hsts.formatted("includeSubdomains: true, maxAge: 8759h")))
                .contains("preload");
        assertThat(mistake(hsts.formatted("includeSubdomains: true, maxAge: 8760h")))
                .isEqualTo("no mistake");
    }

    @Test
    void readWhenSecretsAreNotAtHandThenNothingIsSaidOfThem() {
        String yaml = "certificates: {a: {hosts: [a.test], " + PAIR + "}}\n"
                + "upstreams: {u: {targets: [\"https://u.test\"], tls: {trust: \"${env:A}\","
                + " certificate: \"${env:B}\", key: \"${env:C}\"}}}\n";

        Reading reading = CertificateFiles.read(yaml, Secrets.standIns(name -> "unset"));

        assertThat(reading).isInstanceOf(Reading.Good.class);
    }

    @Test
    void readWhenTlsOfAnUpstreamIsHalfThenSaysWhatIsMissing() {
        String upstream = "upstreams: {u: {targets: [\"%s\"], tls: {%s}}}\n";

        assertThat(files.mistakes(upstream.formatted("https://u.test", PAIR + ", trust: \"${env:CA}\"")))
                .isEqualTo("no mistake");
        assertThat(files.mistakes(upstream.formatted("https://u.test", "key: \"${env:A_KEY}\"")))
                .contains("upstreams.u.tls: found a key without its certificate, expected both certificate and key");
        assertThat(files.mistakes(upstream.formatted("https://u.test", "certificate: \"${env:A_CRT}\"")))
                .contains("found a certificate without its key");
        assertThat(files.mistakes(
                        upstream.formatted("https://u.test", "certificate: \"${env:A_CRT}\", key: \"${env:B_KEY}\"")))
                .contains("upstreams.u.tls.key: found a private key that does not fit the certificate");
        assertThat(files.mistakes(upstream.formatted("https://u.test", "trust: \"${env:WORDS}\"")))
                .contains("upstreams.u.tls.trust: found a text without a certificate");
        assertThat(files.mistakes(upstream.formatted("https://u.test", "serverName: \"*.u.test\"")))
                .contains("upstreams.u.tls.serverName: found \"*.u.test\", expected one name, without *");
        assertThat(files.mistakes(upstream.formatted("http://u.test", "trust: \"${env:CA}\"")))
                .contains("upstreams.u: found tls beside the target http://u.test, expected https in every target");
    }
}

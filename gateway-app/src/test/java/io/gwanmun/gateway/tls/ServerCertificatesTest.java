package io.gwanmun.gateway.tls;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.gwanmun.gateway.testing.Authority;
import io.gwanmun.gateway.testing.LogWatch;

import static org.assertj.core.api.Assertions.assertThat;

class ServerCertificatesTest {

    private static final String FOUR = """
            certificates:
              exact: {hosts: [a.test], certificate: "${env:A_CRT}", key: "${env:A_KEY}"}
              below: {hosts: ["*.a.test", "*.b.a.test"], certificate: "${env:A_CRT}", key: "${env:A_KEY}"}
              deep: {hosts: [x.b.a.test], certificate: "${env:A_CRT}", key: "${env:A_KEY}"}
            """;
    private static final String DEFAULT = """
              other: {default: true, certificate: "${env:A_CRT}", key: "${env:A_KEY}"}
            """;
    private static final String CLIENTS = """
            certificates:
              open: {hosts: [open.test], certificate: "${env:A_CRT}", key: "${env:A_KEY}"}
              open2: {hosts: [open2.test], certificate: "${env:A_CRT}", key: "${env:A_KEY}"}
              shut:
                hosts: [shut.test, "*.shut.test"]
                certificate: "${env:A_CRT}"
                key: "${env:A_KEY}"
                clientCertificates: {trust: "${env:%s}"}
              asked:
                hosts: [asked.test]
                certificate: "${env:A_CRT}"
                key: "${env:A_KEY}"
                clientCertificates: {trust: "${env:CA}", mode: optional}
            """;

    private static CertificateFiles files;

    private final List<String> heard = new ArrayList<>();
    private final ServerCertificates certificates = new ServerCertificates(
            InstantSource.system(),
            all -> all.stream().map(ServerCertificate::name).sorted().forEach(heard::add));

    @BeforeAll
    static void issue() {
        Authority authority = Authority.named("Test CA");
        files = new CertificateFiles()
                .with("A", authority.issue("a.test"))
                .with("B", authority.issue("a.test"))
                .with("CA", authority.pem())
                .with("OTHER_CA", Authority.named("Other CA").pem());
    }

    private @Nullable String nameFor(@Nullable String host) {
        ServerCertificate found = certificates.find(host);
        return found == null ? null : found.name();
    }

    private ServerCertificate of(String host) {
        return Objects.requireNonNull(certificates.find(host));
    }

    @ParameterizedTest
    @CsvSource({
        "a.test, exact",
        "A.Test, exact",
        "a.test., exact",
        "a.test:8443, exact",
        "A.TEST.:443, exact",
        "x.a.test, below",
        "X.A.TEST, below",
        "b.a.test, below",
        "y.b.a.test, below",
        "x.b.a.test, deep",
        "x.y.a.test,",
        "z.x.b.a.test,",
        "test,",
        ".a.test,",
        "aa.test,",
        "a.test..,",
        "'',",
        ".,",
        ":443,",
        "[::1]:443,",
        "[::1],",
    })
    void findWhenNamedThenExactBeforeTheWildcardOneLabelAbove(String host, @Nullable String expected) {
        files.offer(FOUR, certificates);

        assertThat(nameFor(host)).isEqualTo(expected);
    }

    @Test
    void findWhenOnlyAWildcardThenNotTheNameItselfAndNotTwoLabels() {
        files.offer(
                "certificates: {w: {hosts: [\"*.a.test\"], certificate: \"${env:A_CRT}\", key: \"${env:A_KEY}\"}}",
                certificates);

        assertThat(nameFor("x.a.test")).isEqualTo("w");
        assertThat(nameFor("a.test")).isNull();
        assertThat(nameFor("x.y.a.test")).isNull();
    }

    @Test
    void findWhenNothingFitsThenTheDefaultIfThereIsOne() {
        files.offer(FOUR, certificates);
        assertThat(nameFor(null)).isNull();
        assertThat(nameFor("elsewhere.test")).isNull();

        files.offer(FOUR + DEFAULT, certificates);
        assertThat(nameFor(null)).isEqualTo("other");
        assertThat(nameFor("elsewhere.test")).isEqualTo("other");
        assertThat(nameFor("a.test")).isEqualTo("exact");
    }

    @Test
    void offerWhenOneCertificateChangesThenOthersKeepTheirSessions() {
        files.offer(FOUR, certificates);
        var exact = of("a.test").context();
        var below = of("x.a.test").context();

        files.offer(
                FOUR.replaceFirst("A_CRT", "B_CRT")
                        .replaceFirst("A_KEY", "B_KEY")
                        .replace("*.b.a.test", "*.c.a.test"),
                certificates);

        assertThat(of("a.test").context()).isNotSameAs(exact);
        assertThat(of("x.a.test").context()).isSameAs(below);
        assertThat(of("x.c.a.test").context()).isSameAs(below);
        assertThat(nameFor("y.b.a.test")).isNull();
    }

    @Test
    void offerWhenARevisionComesIntoForceThenTheWatcherHears() {
        files.offer(FOUR, certificates);
        assertThat(heard).containsExactly("below", "deep", "exact");

        heard.clear();
        files.offer("apis: {}", certificates);
        assertThat(heard).isEmpty();
        assertThat(nameFor("a.test")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        // shown in the handshake, asked for in the request, answer
        "open.test, open.test, false",
        "open.test, open2.test, false",
        "open.test, nowhere.test, false",
        "open.test, shut.test, true",
        "open.test, SHUT.test.:443, true",
        "open.test, x.shut.test, true",
        "open.test, asked.test, true",
        "shut.test, shut.test, false",
        "shut.test, x.shut.test, false",
        "shut.test, open.test, true",
        "shut.test, asked.test, true",
        "shut.test, nowhere.test, true",
        "asked.test, asked.test, false",
        "asked.test, open.test, true",
        ", open.test, false",
        ", asked.test, false",
        ", shut.test, true",
        ", nowhere.test, false",
    })
    void isMisdirectedWhenEitherAsksForACertificateThenUnlessBothAreTheSame(
            @Nullable String shown, String asked, boolean expected) {
        files.offer(CLIENTS.formatted("CA"), certificates);

        assertThat(certificates.isMisdirected(shown == null ? null : of(shown), asked))
                .isEqualTo(expected);
    }

    @Test
    void isMisdirectedWhenTheTrustChangedSinceTheHandshakeThenTrue() {
        files.offer(CLIENTS.formatted("CA"), certificates);
        ServerCertificate shown = of("shut.test");

        files.offer(CLIENTS.formatted("OTHER_CA"), certificates);
        assertThat(certificates.isMisdirected(shown, "shut.test")).isTrue();

        files.offer(FOUR, certificates);
        assertThat(certificates.isMisdirected(shown, "shut.test")).isTrue();
        assertThat(certificates.isMisdirected(of("a.test"), "shut.test")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | max-age=31536000",
                "{maxAge: 0s} | max-age=0",
                "{maxAge: 1h, includeSubdomains: true} | max-age=3600; includeSubDomains",
                "{includeSubdomains: true, preload: true} | max-age=31536000; includeSubDomains; preload",
            })
    void hstsWhenWrittenThenTheHeader(String hsts, String expected) {
        files.offer(FOUR.replaceFirst("hosts", "hsts: " + hsts + ", hosts"), certificates);

        assertThat(of("a.test").hsts()).isEqualTo(expected);
        assertThat(of("x.a.test").hsts()).isNull();
    }

    @Test
    void redirectsToHttpsWhenWrittenThenForTheHostsOfThisCertificate() {
        files.offer(FOUR.replaceFirst("hosts", "redirectToHttps: true, hosts"), certificates);

        assertThat(of("a.test").redirectsToHttps()).isTrue();
        assertThat(of("x.a.test").redirectsToHttps()).isFalse();
    }

    @Test
    void offerWhenExpiredOrNotForTheHostThenWarnsOnce() {
        Authority authority = Authority.named("Test CA");
        Instant now = Instant.now();
        CertificateFiles own = new CertificateFiles()
                .with(
                        "OLD",
                        authority.issue(builder -> builder.subject("CN=old")
                                .addSanDnsName("old.test")
                                .notBefore(now.minusSeconds(7200))
                                .notAfter(now.minusSeconds(3600))))
                .with(
                        "NEW",
                        authority.issue(builder -> builder.subject("CN=new")
                                .addSanDnsName("x.new.test")
                                .notBefore(now.plusSeconds(3600))
                                .notAfter(now.plusSeconds(7200))));
        String yaml = """
                certificates:
                  old: {hosts: [old.test, www.old.test], certificate: "${env:OLD_CRT}", key: "${env:OLD_KEY}"}
                  new: {hosts: [x.new.test], certificate: "${env:NEW_CRT}", key: "${env:NEW_KEY}"}
                """;
        try (LogWatch log = LogWatch.on(ServerCertificates.class.getName())) {
            own.offer(yaml, certificates);
            own.offer(yaml, certificates);

            assertThat(log.messages("certificates.old has expired")).hasSize(1);
            assertThat(log.messages("certificates.new is not valid yet")).hasSize(1);
            assertThat(log.messages("was not issued for it"))
                    .containsExactly("certificates.old is shown for www.old.test, but was not issued for it");
        }
        assertThat(nameFor("old.test")).isEqualTo("old");
    }
}

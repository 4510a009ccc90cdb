package io.gwanmun.gateway;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.gwanmun.gateway.api.Mistake;
import io.gwanmun.gateway.api.Revision;
import io.gwanmun.gateway.testing.Authority;
import io.gwanmun.gateway.testing.Authority.Issued;
import io.gwanmun.gateway.testing.RunningGateway;

import static org.assertj.core.api.Assertions.assertThat;

/** Certificates that are replaced on disk while the gateway runs, as a container platform or an ACME client does. */
class CertificateReloadIT {

    private static final Authority AUTHORITY = Authority.named("Test CA");
    private static final Duration TEN_DAYS = Duration.ofDays(10);
    private static final Duration TWENTY_DAYS = Duration.ofDays(20);

    private static final String YAML = """
            apiVersion: gateway/v1
            certificates:
              shop:
                hosts: [shop.test]
                certificate: "${file:%1$s/shop.crt}"
                key: "${file:%1$s/shop.key}"
            """;

    @TempDir
    private Path secrets;

    private RunningGateway gateway;

    @BeforeEach
    void start() {
        lasting(TEN_DAYS).write(secrets, "shop");
        gateway = RunningGateway.with(YAML.formatted(secrets), "--gateway.api.secret-directories=" + secrets);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private static Issued lasting(Duration length) {
        return AUTHORITY.issue(builder -> builder.subject("CN=shop")
                .addSanDnsName("shop.test")
                .notAfter(Instant.now().plus(length)));
    }

    private Duration left() {
        return Duration.ofSeconds(
                (long) gateway.metric("gateway_tls_certificate_expiry_seconds", "certificate=\"shop\""));
    }

    private static boolean isAbout(Duration actual, Duration expected) {
        return actual.minus(expected).abs().compareTo(Duration.ofHours(1)) < 0;
    }

    @Test
    void metricWhenCertificateIsLiveThenSaysHowLongItLasts() {
        assertThat(left()).matches(left -> isAbout(left, TEN_DAYS));
    }

    @Test
    void reloadWhenFilesAreReplacedThenTheNewCertificateIsShown() {
        lasting(TWENTY_DAYS).write(secrets, "shop");

        RunningGateway.await(() -> isAbout(left(), TWENTY_DAYS));
        RunningGateway.await(() -> gateway.status().rejected().isEmpty());
    }

    @Test
    void reloadWhenNewFileIsBrokenThenTheOldCertificateStaysUntilItIsMended() {
        Revision live = gateway.status().live();
        Authority.write(secrets.resolve("shop.crt"), "broken");

        RunningGateway.await(() -> !gateway.status().rejected().isEmpty());
        assertThat(gateway.status().rejected())
                .extracting(Mistake::sentence)
                .singleElement()
                .asString()
                .contains("certificates.shop.certificate: found a text without a certificate");
        assertThat(gateway.status().live()).isSameAs(live);
        assertThat(left()).matches(left -> isAbout(left, TEN_DAYS));

        lasting(TWENTY_DAYS).write(secrets, "shop");
        RunningGateway.await(() -> isAbout(left(), TWENTY_DAYS));
    }

    @Test
    void reloadWhenOnlyTheKeyIsAnothersThenTheOldPairStays() {
        Authority.write(secrets.resolve("shop.key"), lasting(TEN_DAYS).key());

        RunningGateway.await(() -> !gateway.status().rejected().isEmpty());
        assertThat(Mistake.rendered(gateway.status().rejected(), 10))
                .contains("certificates.shop.key: found a private key that does not fit the certificate")
                .doesNotContain("PRIVATE");
        assertThat(left()).matches(left -> isAbout(left, TEN_DAYS));
    }

    @Test
    void reloadWhenCertificateIsTakenOutThenItsMetricEnds() {
        gateway.write(RunningGateway.FILE, "apiVersion: gateway/v1\n");

        RunningGateway.await(() -> !gateway.manage("/metrics").text().contains("gateway_tls_certificate_expiry"));
    }
}

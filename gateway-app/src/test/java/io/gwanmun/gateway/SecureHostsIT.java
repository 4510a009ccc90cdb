package io.gwanmun.gateway;

import java.io.UncheckedIOException;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.gwanmun.gateway.testing.Authority;
import io.gwanmun.gateway.testing.LeakWatch;
import io.gwanmun.gateway.testing.RawClient;
import io.gwanmun.gateway.testing.RawHttp2;
import io.gwanmun.gateway.testing.Reply;
import io.gwanmun.gateway.testing.RunningGateway;
import io.gwanmun.gateway.testing.Service;
import io.gwanmun.gateway.testing.TlsClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What hosts ask of connections: to be TLS, to be remembered as such, to show a client's certificate. */
@ExtendWith(LeakWatch.class)
class SecureHostsIT {

    private static final String HSTS = "Strict-Transport-Security";

    private static final Authority AUTHORITY = Authority.named("Test CA");
    private static final Authority PARTNERS = Authority.named("Partners CA");
    private static final TlsClient NOBODY = TlsClient.trusting(AUTHORITY);
    private static final TlsClient SHIPPING = bearing(PARTNERS, "CN=shipping,O=Example");
    private static final TlsClient BILLING = bearing(PARTNERS, "CN=billing,O=Example");
    /** Of another authority with the name of the trusted one, as clients show only what a server says it trusts. */
    private static final TlsClient STRANGER = bearing(Authority.named("Partners CA"), "CN=shipping,O=Example");

    private static final String YAML = """
            apiVersion: gateway/v1
            network: {trustedProxies: [127.0.0.1]}
            upstreams:
              echo: {targets: ["%2$s"]}
            certificates:
              shop:
                hosts: [shop.test]
                certificate: "${file:%1$s/any.crt}"
                key: "${file:%1$s/any.key}"
                hsts: {maxAge: 365d, includeSubdomains: true}
                redirectToHttps: true
              open:
                hosts: [open.test]
                certificate: "${file:%1$s/any.crt}"
                key: "${file:%1$s/any.key}"
                hsts: {maxAge: 1h}
              partners:
                hosts: [partners.test]
                certificate: "${file:%1$s/any.crt}"
                key: "${file:%1$s/any.key}"
                clientCertificates: {trust: "${file:%1$s/partners-ca.crt}", mode: required}
              guests:
                hosts: [guests.test]
                certificate: "${file:%1$s/any.crt}"
                key: "${file:%1$s/any.key}"
                clientCertificates: {trust: "${file:%1$s/partners-ca.crt}", mode: optional}
            apis:
              open:
                path: /open
                access: none
                routes:
                  all: {match: {path: "/{rest...}"}, to: {upstream: echo}}
              closed:
                path: /closed
                routes:
                  all: {match: {path: "/{rest...}"}, to: {upstream: echo}}
              certified:
                path: /certified
                access: clientCertificate
                routes:
                  any: {match: {path: "/any"}, to: {upstream: echo}}
                  named:
                    match: {path: "/named"}
                    access: {clientCertificate: {subjects: ["CN=shipping,O=Example"]}}
                    to: {upstream: echo}
            """;

    @TempDir
    static Path secrets;

    private static Service service;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        service = Service.saying("ok");
        AUTHORITY
                .issue("shop.test", "open.test", "partners.test", "guests.test")
                .write(secrets, "any");
        Authority.write(secrets.resolve("partners-ca.crt"), PARTNERS.pem());
        gateway = RunningGateway.with(
                YAML.formatted(secrets, service.url()),
                "--gateway.ingress.tls.port=0",
                "--gateway.api.secret-directories=" + secrets);
    }

    private static TlsClient bearing(Authority issuer, String subject) {
        return TlsClient.showing(AUTHORITY, issuer.issue(builder -> builder.subject(subject)));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        service.close();
    }

    @BeforeEach
    void forget() {
        service.forget();
    }

    private static Reply http1(TlsClient client, String name, String path, String... headers) {
        try (RawClient connection = client.http1(gateway.tlsPort(), name)) {
            return connection.send(RawClient.head("GET", path, headers)).reply();
        }
    }

    private static Reply http2(TlsClient client, String name, String host, String path) {
        try (RawHttp2 connection = client.http2(gateway.tlsPort(), name)) {
            return connection
                    .headers(1, RawHttp2.request("GET", host, path))
                    .reply(1)
                    .asReply();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "shop.test, /open/x, 200, max-age=31536000; includeSubDomains",
        "shop.test, /closed/x, 401, max-age=31536000; includeSubDomains",
        "shop.test, /nothing, 404, max-age=31536000; includeSubDomains",
        "shop.test, /open//x, 400, max-age=31536000; includeSubDomains",
        "open.test, /open/x, 200, max-age=3600",
        "open.test, /nothing, 404, max-age=3600",
        "guests.test, /open/x, 200, ''",
    })
    void callOverTlsWhenHostSaysSoThenEveryAnswerTellsToRemember(String host, String path, int status, String hsts) {
        Reply one = http1(NOBODY, host, path, "Host: " + host);
        Reply two = http2(NOBODY, host, host, path);

        assertThat(one.status()).isEqualTo(status);
        assertThat(String.join(" and ", one.all(HSTS))).isEqualTo(hsts);
        assertThat(two.status()).isEqualTo(status);
        assertThat(String.join(" and ", two.all(HSTS))).isEqualTo(hsts);
    }

    @ParameterizedTest
    @CsvSource({"/open/x, 200", "/closed/x, 401", "/nothing, 404"})
    void callInClearWhenHostIsRememberedOverTlsThenNothingIsSaidOfIt(String path, int status) {
        Reply reply = gateway.get(path, "Host: open.test");

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.all(HSTS)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/open/x?q=1&r=http://x", "/closed/x", "/nothing?"})
    void callInClearWhenHostRedirectsThenSentToHttps(String target) {
        Reply reply = gateway.get(target, "Host: shop.test:8080");

        assertThat(reply.status()).isEqualTo(308);
        assertThat(reply.all("Location")).containsExactly("https://shop.test" + target);
        assertThat(reply.all(HSTS)).isEmpty();
        assertThat(service.isUnasked()).isTrue();
    }

    @Test
    void callInClearWhenATrustedProxySaysHttpsThenServedAsSuch() {
        Reply reply = gateway.get("/open/x", "Host: shop.test", "X-Forwarded-Proto: https");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header(HSTS)).startsWith("max-age=31536000");
        assertThat(service.seen().all("X-Forwarded-Proto")).containsExactly("https");
    }

    @Test
    void callOverTlsWhenServedThenServiceKnowsOfHttps() {
        http1(NOBODY, "open.test", "/open/x", "Host: open.test");

        Service.Seen seen = service.seen();
        assertThat(seen.all("X-Forwarded-Proto")).containsExactly("https");
        assertThat(seen.all("X-Forwarded-Host")).containsExactly("open.test");
        assertThat(seen.all("X-Forwarded-Port")).containsExactly("443");
        assertThat(seen.header("Forwarded")).contains("proto=https");
    }

    @ParameterizedTest
    @CsvSource({
        "open.test, partners.test, 421",
        "open.test, guests.test, 421",
        "open.test, PARTNERS.test.:443, 421",
        "guests.test, partners.test, 421",
        "guests.test, open.test, 421",
        "guests.test, nobody.test, 421",
        "guests.test, guests.test, 200",
        "open.test, shop.test, 200",
        "open.test, nobody.test, 200",
    })
    void callWhenItsHostAsksForAnotherCertificateThanTheHandshakeThenMisdirected(String name, String host, int status) {
        Reply one = http1(NOBODY, name, "/open/x", "Host: " + host);
        Reply two = http2(NOBODY, name, host, "/open/x");

        for (Reply reply : new Reply[] {one, two}) {
            assertThat(reply.status()).isEqualTo(status);
            if (status == 421) {
                assertThat(reply.json()).containsEntry("type", "urn:gwanmun:fault:misdirected");
            }
        }
        assertThat(service.isUnasked()).isEqualTo(status == 421);
    }

    @Test
    void callWhenMisdirectedThenTheConnectionServesItsOwnHostOn() {
        try (RawClient connection = SHIPPING.http1(gateway.tlsPort(), "partners.test")) {
            connection.send(RawClient.head("GET", "/open/x", "Host: open.test"));
            assertThat(connection.reply().status()).isEqualTo(421);

            connection.send(RawClient.head("GET", "/open/x", "Host: partners.test"));
            assertThat(connection.reply().status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({"partners.test, 421", "guests.test, 200"})
    void callInClearWhenHostRequiresACertificateThenMisdirected(String host, int status) {
        assertThat(gateway.get("/open/x", "Host: " + host).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "nobody, /certified/any, 401",
        "nobody, /certified/named, 401",
        "nobody, /open/x, 200",
        "shipping, /certified/any, 200",
        "shipping, /certified/named, 200",
        "billing, /certified/any, 200",
        "billing, /certified/named, 403",
    })
    void callWhenAccessIsByCertificateThenItsOwnerIsAskedFor(String who, String path, int status) {
        TlsClient client = switch (who) {
            case "shipping" -> SHIPPING;
            case "billing" -> BILLING;
            default -> NOBODY;
        };
        // The later connections resume the session of the first one.
        for (int i = 0; i < 3; i++) {
            assertThat(http1(client, "guests.test", path, "Host: guests.test").status())
                    .isEqualTo(status);
            assertThat(http2(client, "guests.test", "guests.test", path).status())
                    .isEqualTo(status);
        }
        if (!client.equals(NOBODY)) {
            assertThat(http1(client, "partners.test", path, "Host: partners.test")
                            .status())
                    .isEqualTo(status);
        }
    }

    @Test
    void handshakeWhenNoTrustedCertificateIsShownThenItEnds() {
        assertThatThrownBy(() -> http1(NOBODY, "partners.test", "/open/x", "Host: partners.test"))
                .isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> http1(STRANGER, "partners.test", "/open/x", "Host: partners.test"))
                .isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> http1(STRANGER, "guests.test", "/open/x", "Host: guests.test"))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(service.isUnasked()).isTrue();
    }
}

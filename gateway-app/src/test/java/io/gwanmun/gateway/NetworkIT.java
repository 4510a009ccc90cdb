package io.gwanmun.gateway;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.gwanmun.gateway.testing.RawClient;
import io.gwanmun.gateway.testing.Reply;
import io.gwanmun.gateway.testing.RunningGateway;
import io.gwanmun.gateway.testing.Service;

import static org.assertj.core.api.Assertions.assertThat;

/** Addresses of callers, from the connection and from proxies, and what depends on them. */
class NetworkIT {

    private static final String TRUST = "trust.yaml";
    private static final String YAML = """
            apiVersion: gateway/v1
            upstreams: {echo: {targets: ["%s"]}}
            apis:
              open:
                path: /open
                access: none
                routes:
                  all: {match: {path: "/{rest...}"}, to: {upstream: echo}}
              guarded:
                path: /guarded
                access: none
                addresses: {allow: [office, "2001:db8::/32"], deny: [192.0.2.128/25]}
                routes:
                  wide: {match: {path: /wide}, to: {upstream: echo}}
                  narrow: {match: {path: /narrow}, addresses: {allow: [192.0.2.8/29, 203.0.113.1]}, to: {upstream: echo}}
              closed:
                path: /closed
                addresses: {deny: [192.0.2.0/24]}
                routes:
                  all: {to: {upstream: echo}}
            """;

    private static Service service;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        service = Service.saying("ok");
        gateway = RunningGateway.with(
                YAML.formatted(service.url()) + "network: {addressLists: {office: [192.0.2.0/24]}}\n");
        gateway.write(TRUST, trusting("127.0.0.1, 10.0.0.0/24"));
    }

    private static String trusting(String ranges) {
        return "apiVersion: gateway/v1\nnetwork: {trustedProxies: [" + ranges + "]}\n";
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

    @Test
    void callWhenAProxyIsTrustedThenServiceAndLogKnowTheCallerBehindIt() {
        Reply reply = gateway.get(
                "/open/x",
                "X-Request-Id: via-proxy",
                "X-Forwarded-For: 127.0.0.1, 203.0.113.9:4711",
                "X-Forwarded-For: 10.0.0.7",
                "X-Forwarded-Proto: https",
                "X-Forwarded-Host: shop.example.com");

        assertThat(reply.status()).isEqualTo(200);
        Service.Seen seen = service.seen();
        assertThat(seen.all("X-Forwarded-For")).containsExactly("203.0.113.9, 10.0.0.7, 127.0.0.1");
        assertThat(seen.all("X-Forwarded-Proto")).containsExactly("https");
        assertThat(seen.all("X-Forwarded-Host")).containsExactly("shop.example.com");
        assertThat(seen.all("X-Forwarded-Port")).containsExactly("443");
        assertThat(seen.all("Forwarded"))
                .containsExactly("for=203.0.113.9;proto=https;host=shop.example.com, for=10.0.0.7, for=127.0.0.1");
        assertThat(gateway.logged("via-proxy")).containsEntry("client", "203.0.113.9");
    }

    @Test
    void callWhenTrustChangesThenFollowsOnTheSameConnection() {
        try (RawClient client = gateway.connect()) {
            String head = RawClient.head("GET", "/open/x", "X-Forwarded-For: 203.0.113.9");
            client.send(head).reply();
            assertThat(service.seen().header("X-Forwarded-For")).startsWith("203.0.113.9,");

            gateway.write(TRUST, trusting("127.0.0.2"));
            client.send(head).reply();
            assertThat(service.seen().header("X-Forwarded-For")).isEqualTo("127.0.0.1");
        } finally {
            gateway.write(TRUST, trusting("127.0.0.1, 10.0.0.0/24"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/guarded/wide,   192.0.1.255,   403",
        "/guarded/wide,   192.0.2.0,     200",
        "/guarded/wide,   192.0.2.127,   200",
        "/guarded/wide,   192.0.2.128,   403",
        "/guarded/wide,   192.0.2.255,   403",
        "/guarded/wide,   192.0.3.0,     403",
        "/guarded/wide,   2001:db8::1,   200",
        "/guarded/wide,   2001:db9::1,   403",
        "/guarded/wide,   ::ffff:192.0.2.1, 200",
        "/guarded/narrow, 192.0.2.7,     403",
        "/guarded/narrow, 192.0.2.8,     200",
        "/guarded/narrow, 192.0.2.15,    200",
        "/guarded/narrow, 192.0.2.16,    403",
        "/guarded/narrow, 203.0.113.1,   403",
        "/closed,         192.0.2.1,     403",
        "/closed,         192.0.3.1,     401",
        "/open/x,         192.0.3.1,     200"
    })
    void callWhenAddressIsAtTheEndOfARangeThenAllowedOrRefused(String path, String client, int status) {
        Reply reply = gateway.get(path, "X-Forwarded-For: " + client);

        assertThat(reply.status()).isEqualTo(status);
        if (status == 403) {
            assertThat(reply.json()).containsEntry("type", "urn:gwanmun:fault:address-not-allowed");
            assertThat(service.isUnasked()).isTrue();
        }
    }

    @Test
    void callWhenTheElementIsObfuscatedThenTheProxysOwnAddressIsJudged() {
        assertThat(gateway.get("/guarded/wide", "X-Forwarded-For: 192.0.2.1, unknown")
                        .status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-User-Id", "X_User_Id", "x-consumer-custom-id", "X-Auth-User", "X-Original-URL", "a_b"})
    void callWhenItSpeaksOfIdentityThenTheServiceDoesNotHearIt(String name) {
        gateway.get("/open/x", name + ": admin", "X-HTTP-Method-Override: DELETE");

        Service.Seen seen = service.seen();
        assertThat(seen.all(name)).isEmpty();
        assertThat(seen.method()).isEqualTo("GET");
        assertThat(seen.header("X-HTTP-Method-Override")).isEqualTo("DELETE");
    }

    @Test
    void startWhenNothingAllowsThisMachineThenNothingIsServedAndTheFileIsTold() {
        try (RunningGateway strict = RunningGateway.readingWithoutLoopback(
                YAML.formatted(service.url()) + "network: {addressLists: {office: [192.0.2.0/24]}}\n")) {
            assertThat(strict.status().live()).isNull();
            assertThat(strict.status().rejected())
                    .singleElement()
                    .satisfies(mistake -> assertThat(mistake.sentence())
                            .contains("gateway.yaml:2:", "network: {outbound: {allow: [loopback]}}"));
        }
    }
}

package io.gwanmun.gateway;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.gwanmun.gateway.testing.RawClient;
import io.gwanmun.gateway.testing.Reply;
import io.gwanmun.gateway.testing.RunningGateway;
import io.gwanmun.gateway.testing.Service;

import static org.assertj.core.api.Assertions.assertThat;

/** What a hostile caller sends: neither a closed route nor the service may be reached by it. */
class ArrivalIT {

    private static final String YAML = """
            apiVersion: gateway/v1
            upstreams:
              echo: {targets: ["%s"]}
            apis:
              v1:
                path: /v1
                routes:
                  export: {match: {path: "/users:export"}, to: {upstream: echo}}
                  rest: {match: {path: "/{rest...}"}, access: none, to: {upstream: echo}}
              named:
                path: /named
                hosts: [one.test]
                access: none
                routes:
                  all: {to: {upstream: echo}}
            """;

    private static Service service;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        service = Service.saying("ok");
        gateway = RunningGateway.with(YAML.formatted(service.url()), "--spring.main.cloud-platform=kubernetes");
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

    @ParameterizedTest
    @ValueSource(strings = {"/v1/users:export", "/v1/users%3Aexport", "/v1/users%3aexport", "/v1/%75sers:export"})
    void callWhenClosedPathIsSpelledAnotherWayThenStillClosed(String path) {
        assertThat(gateway.get(path).status()).isEqualTo(401);
        assertThat(service.isUnasked()).isTrue();
    }

    @Test
    void callWhenPlatformIsDetectedThenForwardedHeadersAreNotBelieved() {
        Reply reply = gateway.get(
                "/v1/plain",
                "X-Forwarded-For: 6.6.6.6",
                "X-Forwarded-Proto: https",
                "X-Forwarded-Prefix: /named",
                "Forwarded: for=9.9.9.9;proto=https");

        assertThat(reply.status()).isEqualTo(200);
        Service.Seen seen = service.seen();
        assertThat(seen.target()).isEqualTo("/plain");
        assertThat(seen.header("X-Forwarded-For")).isEqualTo("127.0.0.1");
        assertThat(seen.header("X-Forwarded-Proto")).isEqualTo("http");
        assertThat(gateway.logged(reply.header("X-Request-Id"))).containsEntry("client", "127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "TRACE"})
    void callWhenMethodIsATunnelOrATraceThenRefusedWithAllow(String method) {
        Reply reply = gateway.call(method, "/v1/x");

        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.header("Allow")).contains("GET").doesNotContain(method);
        assertThat(service.isUnasked()).isTrue();
    }

    @Test
    void callWhenTargetIsAbsoluteThenItsHostCounts() {
        try (RawClient client = gateway.connect()) {
            client.send("GET http://one.test/named/x HTTP/1.1\r\nHost: other.test\r\n\r\n");
            assertThat(client.reply().status()).isEqualTo(200);
            client.send("GET http://other.test/named/x HTTP/1.1\r\nHost: one.test\r\n\r\n");
            assertThat(client.reply().status()).isEqualTo(404);
        }
    }
}

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

class AccessIT {

    private static final String YAML = """
            apiVersion: gateway/v1
            upstreams:
              echo: {targets: ["%s"]}
            apis:
              closed:
                path: /closed
                routes:
                  shut: {match: {path: "/shut"}, to: {upstream: echo}}
                  redirect:
                    match: {path: "/redirect"}
                    filters: [{name: RedirectTo, args: {status: "302", url: "http://elsewhere.test/"}}]
                    to: {upstream: echo}
                  certified: {match: {path: "/certified"}, access: clientCertificate, to: {upstream: echo}}
                  open: {match: {path: "/open"}, access: none, to: {upstream: echo}}
              free:
                path: /free
                access: none
                routes:
                  all: {match: {path: "/{rest...}"}, to: {upstream: echo}}
            """;

    private static Service service;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        service = Service.saying("ok");
        gateway = RunningGateway.with(YAML.formatted(service.url()));
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
    @ValueSource(strings = {"/closed/shut", "/closed/redirect"})
    void callWhenNothingIsSaidOfAccessThenChallengedAndServiceNotAsked(String path) {
        Reply reply = gateway.get(path, "Authorization: Bearer anything");

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"gwanmun\"");
        assertThat(reply.json()).containsEntry("type", "urn:gwanmun:fault:unauthenticated");
        assertThat(service.isUnasked()).isTrue();
    }

    @Test
    void callWhenCertificateIsAskedForAndConnectionIsInClearThen401() {
        Reply reply = gateway.get("/closed/certified", "X-Client-Cert: CN=orders", "X-SSL-Client-Verify: SUCCESS");

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.header("WWW-Authenticate")).isEqualTo("ClientCertificate realm=\"gwanmun\"");
        assertThat(service.isUnasked()).isTrue();
    }

    @Test
    void callWhenRefusedWithItsBodyUnreadThenConnectionServesTheNext() {
        try (RawClient client = gateway.connect()) {
            client.send(RawClient.head("POST", "/closed/shut", "Content-Length: 5") + "hello");
            assertThat(client.reply().status()).isEqualTo(401);

            client.send(RawClient.head("GET", "/free/x"));
            assertThat(client.reply().status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/closed/open", "/free/x"})
    void callWhenRouteOrApiSaysNoneThenServed(String path) {
        assertThat(gateway.get(path).text()).isEqualTo("ok");
    }
}

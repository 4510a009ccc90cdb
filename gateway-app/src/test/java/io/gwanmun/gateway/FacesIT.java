package io.gwanmun.gateway;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.gwanmun.gateway.testing.Reply;
import io.gwanmun.gateway.testing.RunningGateway;
import io.gwanmun.gateway.testing.Service;

import static org.assertj.core.api.Assertions.assertThat;

/** One service under several APIs, and the path and query it gets. */
class FacesIT {

    private static final String YAML = """
            apiVersion: gateway/v1
            upstreams:
              sensors: {targets: ["%1$s/base/v1/"]}
              bare: {targets: ["%1$s"]}
            apis:
              ship-sensors:
                path: /ships/sensors
                access: none
                routes:
                  read: {match: {path: "/{id}", methods: [GET]}, to: {upstream: sensors, path: "/ships/{id}/values"}}
              ship-admin:
                path: /ships/admin
                access: none
                routes:
                  change: {match: {path: "/{id}", methods: [PUT, DELETE]}, to: {upstream: sensors, path: "/ships/{id}"}}
              car-sensors:
                path: /cars/sensors
                access: none
                routes:
                  read: {match: {path: "/{kind}/{id}", methods: [GET]}, to: {upstream: sensors, path: "/cars/{id}/{kind}"}}
              stripped:
                path: /stripped/twice
                access: none
                routes:
                  all: {match: {path: "/{rest...}"}, to: {upstream: bare}}
              kept:
                path: /kept
                keepPath: true
                access: none
                routes:
                  all: {match: {path: "/{rest...}"}, to: {upstream: sensors}}
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
    @CsvSource({
        "GET, /ships/sensors/7, /base/v1/ships/7/values",
        "PUT, /ships/admin/7, /base/v1/ships/7",
        "DELETE, /ships/admin/7, /base/v1/ships/7",
        "GET, /cars/sensors/speed/7, /base/v1/cars/7/speed",
        "GET, /kept/a/b, /base/v1/kept/a/b",
        "GET, /kept, /base/v1/kept",
        "GET, /kept/, /base/v1/kept/",
        "GET, /stripped/twice/a/b, /a/b",
        "GET, /stripped/twice/, /",
        "GET, /stripped/twice, /",
    })
    void callWhenFaceRewritesThenServiceGetsItsOwnPath(String method, String path, String expected) {
        assertThat(gateway.call(method, path).status()).isEqualTo(200);

        Service.Seen seen = service.seen();
        assertThat(seen.method()).isEqualTo(method);
        assertThat(seen.target()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /ships/sensors/7, 405",
        "GET, /ships/admin/7, 405",
        "DELETE, /cars/sensors/speed/7, 405",
        "GET, /ships/7/values, 404",
    })
    void callWhenFaceDoesNotOfferTheOperationThenServiceIsNotAsked(String method, String path, int status) {
        assertThat(gateway.call(method, path).status()).isEqualTo(status);
        assertThat(service.isUnasked()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?",
                "?a=b",
                "?a=b&a=c&&x",
                "?q=%41%2f%20+",
                "?path=../..;//%2F",
                "?u=http://x/y?z",
                "?a[]=1",
                "?q=a|b&r={x}&s=<>^`\"",
            })
    void getWhenThereIsAQueryThenItIsKeptByteForByte(String query) {
        gateway.get("/stripped/twice/x" + query);

        assertThat(service.seen().target()).isEqualTo("/x" + query);
    }

    @Test
    void getWhenApiItselfIsCalledWithAQueryThenServiceGetsItsRoot() {
        gateway.get("/stripped/twice?a=b");

        assertThat(service.seen().target()).isEqualTo("/?a=b");
    }

    @ParameterizedTest
    @CsvSource({
        "/stripped/twice/a%20b, /a%20b",
        "/stripped/twice/%41%7e, /A~",
        "/stripped/twice/caf%c3%a9, /caf%C3%A9",
        "/stripped/twice/%3F%23%5b%5D, /%3F%23%5B%5D",
        "/stripped/twice/a:b@c!$&'()*+=, /a:b@c!$&'()*+=",
        "/%73tripped/twice/x, /x",
    })
    void getWhenCharactersAreEncodedThenServiceGetsTheCanonicalPath(String path, String expected) {
        assertThat(gateway.get(path).status()).isEqualTo(200);
        assertThat(service.seen().target()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/stripped/twice/a%2Fb",
                "/stripped/twice/a%2fb",
                "/stripped/twice/a%5Cb",
                "/stripped/twice/a;b=c/d",
                "/stripped/twice/a%3Bb",
                "/stripped/twice/..",
                "/stripped/twice/../x",
                "/stripped/twice/%2e%2e/x",
                "/stripped/twice/.%2E/x",
                "/stripped/twice/./x",
                "/stripped/twice//x",
                "//stripped/twice/x",
                "/stripped/twice/%00",
                "/stripped/twice/%0d%0aX:y",
                "/stripped/twice/%25zz",
                "/stripped/twice/%c0%af",
                "/stripped/twice/%ff",
                "stripped/twice/x",
                "@elsewhere/stripped/twice/x",
                "*",
            })
    void getWhenPathCouldBeReadInTwoWaysThenRefusedAndServiceNotAsked(String path) {
        Reply reply = gateway.get(path);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json()).containsEntry("type", "urn:gwanmun:fault:bad-path");
        assertThat(service.isUnasked()).isTrue();
    }
}

package io.gwanmun.gateway;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import io.gwanmun.gateway.testing.Reply;
import io.gwanmun.gateway.testing.RunningGateway;
import io.gwanmun.gateway.testing.Service;

import static org.assertj.core.api.Assertions.assertThat;

/** Which route serves a request by path, method and host. The service answers with the path it was asked for. */
class RoutingIT {

    private static final String YAML = """
            apiVersion: gateway/v1
            upstreams:
              echo: {targets: ["%s"]}
            apis:
              shop:
                path: /shop
                access: none
                routes:
                  root: {match: {path: "/", methods: [GET]}, to: {upstream: echo, path: "/root"}}
                  item: {match: {path: "/items/{id}", methods: [GET, PUT]}, to: {upstream: echo, path: "/item/{id}"}}
                  newest: {match: {path: "/items/new", methods: [GET]}, to: {upstream: echo, path: "/newest"}}
                  part:
                    match: {path: "/items/{id}/parts/{part}"}
                    to: {upstream: echo, path: "/part/{part}/of/{id}"}
                  files: {match: {path: "/files/{file...}"}, to: {upstream: echo, path: "/rest/{file...}"}}
                  slow: {match: {path: "/either", priority: -1}, to: {upstream: echo, path: "/low"}}
                  fast: {match: {path: "/either", priority: 1}, to: {upstream: echo, path: "/high"}}
                  any-method: {match: {path: "/method"}, to: {upstream: echo, path: "/any-method"}}
                  get-method: {match: {path: "/method", methods: [GET]}, to: {upstream: echo, path: "/get-method"}}
              hosted:
                path: /hosted
                access: none
                routes:
                  exact: {match: {path: "/", hosts: [a.example.com]}, to: {upstream: echo, path: "/exact"}}
                  deep: {match: {path: "/", hosts: ["*.b.example.com"]}, to: {upstream: echo, path: "/deep"}}
                  wide: {match: {path: "/", hosts: ["*.example.com"]}, to: {upstream: echo, path: "/wide"}}
                  none: {match: {path: "/"}, to: {upstream: echo, path: "/no-host"}}
              only:
                path: /only
                hosts: [only.example.com]
                access: none
                routes:
                  all: {to: {upstream: echo, path: "/only"}}
            """;

    private static Service service;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        service = Service.handling((request, response) -> response.header("Content-Type", "text/plain")
                .sendString(Mono.just(request.uri()))
                .then());
        gateway = RunningGateway.with(
                YAML.formatted(service.url()),
                "--gateway.ingress.methods=GET,HEAD,POST,PUT,PATCH,DELETE,OPTIONS,PURGE");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        service.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/shop, /root",
        "/shop/items/7, /item/7",
        "/shop/items/new, /newest",
        "/shop/items/a%20b, /item/a%20b",
        "/shop/items/7/parts/x, /part/x/of/7",
        "/shop/files, /rest",
        "/shop/files/, /rest/",
        "/shop/files/a, /rest/a",
        "/shop/files/a/b/c, /rest/a/b/c",
        "/shop/either, /high",
        "/shop/method, /get-method",
    })
    void getWhenPathFitsThenMostSpecificRouteServes(String path, String expected) {
        assertThat(gateway.get(path).text()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /shop/items/new, /item/new",
        "DELETE, /shop/items/7/parts/x, /part/x/of/7",
        "PURGE, /shop/method, /any-method",
        "POST, /shop/method, /any-method",
    })
    void callWhenBestRouteHasOtherMethodThenNextServes(String method, String path, String expected) {
        assertThat(gateway.call(method, path).text()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/shop/",
                "/shopping",
                "/Shop",
                "/shop/items",
                "/shop/items/7/",
                "/shop/items/7/parts",
                "/only"
            })
    void getWhenNothingServesThePathThenNotFound(String path) {
        Reply reply = gateway.get(path);

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.json()).containsEntry("type", "urn:gwanmun:fault:no-route");
    }

    @Test
    void callWhenMethodIsNotServedThenListsThoseThatAre() {
        Reply reply = gateway.call("DELETE", "/shop/items/new");

        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.header("Allow").split(", ")).containsExactlyInAnyOrder("GET", "HEAD", "PUT", "OPTIONS");
        assertThat(reply.json()).containsEntry("type", "urn:gwanmun:fault:method-not-allowed");
    }

    @Test
    void optionsWhenNoRouteNamesItThenAnswersWithAllow() {
        service.forget();

        Reply reply = gateway.call("OPTIONS", "/shop/items/7");

        assertThat(reply.status()).isEqualTo(204);
        assertThat(reply.header("Allow").split(", ")).containsExactlyInAnyOrder("GET", "HEAD", "PUT", "OPTIONS");
        assertThat(reply.all("Content-Length")).isEmpty();
        assertThat(reply.all("Transfer-Encoding")).isEmpty();
        assertThat(service.isUnasked()).isTrue();
    }

    @Test
    void optionsWhenARouteTakesAnyMethodThenServiceAnswers() {
        assertThat(gateway.call("OPTIONS", "/shop/method").text()).isEqualTo("/any-method");
    }

    @ParameterizedTest
    @CsvSource({
        "a.example.com, /exact",
        "A.Example.COM, /exact",
        "a.example.com:8080, /exact",
        "a.example.com., /exact",
        "a.example.com.:80, /exact",
        "x.example.com, /wide",
        "x.b.example.com, /deep",
        "y.x.b.example.com, /deep",
        "b.example.com, /wide",
        "example.com, /no-host",
        "aexample.com, /no-host",
        "[::1]:8080, /no-host",
    })
    void getWhenRoutesHaveHostsThenMostSpecificHostServes(String host, String expected) {
        assertThat(gateway.get("/hosted", "Host: " + host).text()).isEqualTo(expected);
    }

    @Test
    void getWhenApiHasHostsThenItsRoutesServeThemOnly() {
        assertThat(gateway.get("/only/x", "Host: only.example.com").text()).isEqualTo("/only");
        assertThat(gateway.get("/only/x", "Host: other.example.com").status()).isEqualTo(404);
    }

    @Test
    void getWhenTargetIsAbsoluteThenServedAsIfItWereNot() {
        assertThat(gateway.get("http://gateway.test/shop/items/7").text()).isEqualTo("/item/7");
    }
}

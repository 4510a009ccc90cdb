package io.gwanmun.gateway;

import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import io.gwanmun.gateway.testing.LeakWatch;
import io.gwanmun.gateway.testing.Reply;
import io.gwanmun.gateway.testing.RunningGateway;
import io.gwanmun.gateway.testing.Service;

import static org.assertj.core.api.Assertions.assertThat;

/** What pages of other origins may do. The service says something else about it on every answer. */
@ExtendWith(LeakWatch.class)
class CorsIT {

    private static final String YAML = """
            apiVersion: gateway/v1
            upstreams:
              service: {targets: ["%s"]}
              gone: {targets: ["http://127.0.0.1:1"]}
            apis:
              shop:
                path: /shop
                cors:
                  origins: ["https://good.com", "https://*.wide.com:8443"]
                  methods: [GET, PUT, OPTIONS]
                  headers: [Content-Type, X-Tenant]
                  expose: [X-Total]
                  credentials: true
                  maxAge: 10m
                routes:
                  open: {match: {path: /open}, access: none, to: {upstream: service}}
                  closed: {match: {path: /closed}, to: {upstream: service}}
                  gone: {match: {path: /gone}, access: none, to: {upstream: gone}}
                  put: {match: {path: /put, methods: [PUT, OPTIONS]}, access: none, to: {upstream: service}}
                  asked:
                    match: {path: /asked, methods: [GET], headers: {X-Tenant: a}, query: {v: "1"}}
                    access: none
                    to: {upstream: service}
                  mine:
                    match: {path: /mine}
                    cors: {origins: ["https://mine.com"]}
                    access: none
                    to: {upstream: service}
                  shut: {match: {path: /shut}, cors: none, access: none, to: {upstream: service}}
                  mixed-a:
                    match: {path: /mixed, headers: {X-Tenant: a}}
                    access: none
                    to: {upstream: service}
                  mixed-b:
                    match: {path: /mixed}
                    cors: {origins: ["https://good.com"], methods: [GET, PUT], headers: [X-Tenant], maxAge: 1m}
                    access: none
                    to: {upstream: service}
                  half-a: {match: {path: /half, headers: {X-Tenant: a}}, access: none, to: {upstream: service}}
                  half-b: {match: {path: /half}, cors: none, access: none, to: {upstream: service}}
              twin-first:
                path: /twin
                hosts: [twin.example.com]
                cors: {origins: ["https://first.com"]}
                access: none
                routes: {one: {match: {path: /one}, to: {upstream: service}}}
              twin-second:
                path: /twin
                hosts: [twin.example.com]
                cors: {origins: ["https://second.com"]}
                access: none
                routes: {two: {match: {path: /two, methods: [GET]}, to: {upstream: service}}}
              tenants:
                path: "/tenants/{__below}"
                cors: {origins: ["https://good.com"]}
                access: none
                routes: {one: {match: {path: /one}, to: {upstream: service}}}
              inner:
                path: /all/inner
                access: none
                routes: {one: {match: {path: /one}, to: {upstream: service}}}
              all:
                path: /all
                cors: {origins: ["*"]}
                access: none
                routes: {any: {to: {upstream: service}}}
              sandbox:
                path: /sandbox
                cors: {origins: ["null"]}
                access: none
                routes: {any: {to: {upstream: service}}}
              plain:
                path: /plain
                access: none
                routes:
                  options: {match: {path: /options, methods: [OPTIONS]}, to: {upstream: service}}
                  get: {match: {path: /get, methods: [GET]}, to: {upstream: service}}
            """;
    private static final String GOOD = "Origin: https://good.com";
    private static final String PUT = "Access-Control-Request-Method: PUT";
    private static final String GET = "Access-Control-Request-Method: GET";
    private static final String ALLOWED = "Access-Control-Allow-Origin";

    private static Service service;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        service = Service.handling(
                (request, response) -> response.header("Access-Control-Allow-Origin", "https://evil.com")
                        .header("Access-Control-Allow-Credentials", "true")
                        .header("Access-Control-Expose-Headers", "X-Secret")
                        .header("Vary", "Accept")
                        .sendString(Mono.just("ok"))
                        .then());
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

    @Test
    void preflightWhenEverythingIsAllowedThenExactlyWhatWasAsked() {
        Reply reply = gateway.call(
                "OPTIONS", "/shop/open", GOOD, PUT, "Access-Control-Request-Headers: content-type,x-tenant");
        assertThat(reply.status()).isEqualTo(204);
        assertThat(reply.all(ALLOWED)).containsExactly("https://good.com");
        assertThat(reply.all("Access-Control-Allow-Methods")).containsExactly("PUT");
        assertThat(reply.all("Access-Control-Allow-Headers")).containsExactly("content-type, x-tenant");
        assertThat(reply.all("Access-Control-Allow-Credentials")).containsExactly("true");
        assertThat(reply.all("Access-Control-Max-Age")).containsExactly("600");
        assertThat(reply.all("Vary"))
                .containsExactly("Origin, Access-Control-Request-Method, Access-Control-Request-Headers");
        assertThat(reply.header("X-Request-Id")).isNotEmpty();
        assertThat(service.isUnasked()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "/shop/closed, PUT", // needs credentials
        "/shop/asked, GET", // asks for a header and a parameter
        "/shop/put, PUT", // serves OPTIONS itself
        "/shop/open, HEAD" // goes with GET
    })
    void preflightWhenRouteAsksForMoreThanItCarriesThenAnsweredAllTheSame(String path, String method) {
        Reply reply = gateway.call("OPTIONS", path, GOOD, "Access-Control-Request-Method: " + method);
        assertThat(reply.status()).isEqualTo(204);
        assertThat(reply.header(ALLOWED)).isEqualTo("https://good.com");
        assertThat(service.isUnasked()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/shop/open | https://evil.com | PUT | '' | The origin \"https://evil.com\" is not allowed.",
                "/shop/open | https://good.com | DELETE | '' | The method \"DELETE\" is not allowed",
                "/shop/open | https://good.com | put | '' | The method \"put\" is not allowed",
                "/shop/open | https://good.com | PUT | content-type, x-other | The header \"x-other\" is not allowed",
                "/shop/put | https://good.com | GET | '' | The method \"GET\" is not served at this address.",
                "/shop/mine | https://good.com | GET | '' | The origin \"https://good.com\" is not allowed.",
                "/shop/shut | https://good.com | GET | '' | The origin \"https://good.com\" is not allowed.",
                "/shop/half | https://good.com | GET | '' | The origin \"https://good.com\" is not allowed."
            })
    void preflightWhenSomethingIsNotAllowedThenRefusedByNameWithoutPermission(
            String path, String origin, String method, String headers, String detail) {
        Reply reply = gateway.call(
                "OPTIONS",
                path,
                "Origin: " + origin,
                "Access-Control-Request-Method: " + method,
                "Access-Control-Request-Headers: " + headers);
        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.json()).containsEntry("type", "urn:gwanmun:fault:cross-origin");
        assertThat(String.valueOf(reply.json().get("detail"))).startsWith(detail);
        assertThat(reply.headers()).noneMatch(line -> line.regionMatches(true, 0, "access-control-", 0, 15));
        assertThat(reply.header("Vary")).startsWith("Origin");
        assertThat(service.isUnasked()).isTrue();
    }

    static Stream<String> attacks() {
        return Stream.of(
                "https://good.com.evil",
                "https://evilgood.com",
                "https://good.com@evil",
                "https://good.com:8443",
                "https://GOOD.COM",
                "http://good.com",
                "null",
                "*",
                "https://wide.com:8443",
                "https://a.wide.com",
                "https://evil.com/.wide.com:8443");
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void callWhenOriginOnlyLooksAlikeThenNeitherPermittedNorReadable(String origin) {
        Reply preflight = gateway.call("OPTIONS", "/shop/open", "Origin: " + origin, PUT);
        assertThat(preflight.status()).isEqualTo(403);
        assertThat(preflight.all(ALLOWED)).isEmpty();

        Reply simple = gateway.get("/shop/open", "Origin: " + origin);
        assertThat(simple.status()).isEqualTo(200);
        assertThat(simple.headers()).noneMatch(line -> line.regionMatches(true, 0, "access-control-", 0, 15));
        assertThat(simple.all("Vary")).contains("Origin");
    }

    @Test
    void callWhenSeveralOriginsThenNeitherPermittedNorReadable() {
        Reply preflight = gateway.call("OPTIONS", "/shop/open", GOOD, GOOD, PUT);
        assertThat(preflight.status()).isEqualTo(403);
        assertThat(preflight.json()).containsEntry("detail", "The request has more than one Origin header.");
        assertThat(gateway.get("/shop/open", GOOD, "Origin: https://evil.com").all(ALLOWED))
                .isEmpty();
    }

    @Test
    void callWhenOriginIsAllowedThenReadableByTheGatewaysRuleAlone() {
        Reply reply = gateway.get("/shop/open", GOOD);
        assertThat(reply.text()).isEqualTo("ok");
        assertThat(reply.all(ALLOWED)).containsExactly("https://good.com");
        assertThat(reply.all("Access-Control-Allow-Credentials")).containsExactly("true");
        assertThat(reply.all("Access-Control-Expose-Headers")).containsExactly("X-Total");
        assertThat(reply.all("Vary")).containsExactly("Accept", "Origin");
    }

    @Test
    void callWhenOriginIsBelowTheWildcardThenReadable() {
        assertThat(gateway.get("/shop/open", "Origin: https://a.wide.com:8443").header(ALLOWED))
                .isEqualTo("https://a.wide.com:8443");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /shop/closed, 401",
        "GET, /shop/gone, 502",
        "GET, /shop/nothing, 404",
        "GET, /shop/asked, 404",
        "GET, /shop, 404",
        "DELETE, /shop/put, 405"
    })
    void callWhenRefusedThenThePageMayReadWhy(String method, String path, int status) {
        Reply reply = gateway.call(method, path, GOOD);
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.all(ALLOWED)).containsExactly("https://good.com");
        assertThat(reply.all("Vary")).containsExactly("Origin");
        assertThat(gateway.call(method, path, "Origin: https://evil.com").all(ALLOWED))
                .isEmpty();
        assertThat(gateway.call(method, path).all("Vary")).containsExactly("Origin");
    }

    @Test
    void callWhenNoRouteServesItThenTheRuleOfTheNearestApiCounts() {
        String host = "Host: twin.example.com";
        assertThat(gateway.get("/twin/none", host, "Origin: https://first.com").all(ALLOWED))
                .containsExactly("https://first.com");
        assertThat(gateway.get("/twin/none", "Origin: https://first.com").all(ALLOWED))
                .isEmpty();
        assertThat(gateway.call("POST", "/twin/two", host, "Origin: https://second.com")
                        .all(ALLOWED))
                .containsExactly("https://second.com");
        assertThat(gateway.get("/tenants/a/none", GOOD).status()).isEqualTo(404);
        assertThat(gateway.get("/nowhere", GOOD).all("Vary")).isEmpty();
    }

    @Test
    void callWhenRouteSaysOtherwiseThenThatCounts() {
        assertThat(gateway.get("/shop/mine", "Origin: https://mine.com").header(ALLOWED))
                .isEqualTo("https://mine.com");
        assertThat(gateway.get("/shop/mine", GOOD).all(ALLOWED)).isEmpty();
        assertThat(gateway.get("/shop/shut", GOOD).headers())
                .noneMatch(line -> line.regionMatches(true, 0, "access-control-", 0, 15));
    }

    @Test
    void preflightWhenTwoRoutesMayServeThenOnlyWhatBothAllow() {
        Reply both = gateway.call("OPTIONS", "/shop/mixed", GOOD, PUT, "Access-Control-Request-Headers: x-tenant");
        assertThat(both.status()).isEqualTo(204);
        assertThat(both.header("Access-Control-Max-Age")).isEqualTo("60");
        assertThat(both.all("Access-Control-Allow-Credentials")).isEmpty();
        assertThat(gateway.call("OPTIONS", "/shop/mixed", GOOD, PUT, "Access-Control-Request-Headers: content-type")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void callWhenAllOriginsAreAllowedThenStarWithoutCredentials() {
        Reply preflight = gateway.call("OPTIONS", "/all/x", "Origin: https://any.example", GET);
        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight.header(ALLOWED)).isEqualTo("*");
        Reply simple = gateway.get("/all/x", "Origin: https://any.example");
        assertThat(simple.all(ALLOWED)).containsExactly("*");
        assertThat(simple.all("Access-Control-Allow-Credentials")).isEmpty();
        assertThat(simple.all("Vary")).contains("Origin");
    }

    @Test
    void callWhenNullIsWrittenThenItIsAllowed() {
        assertThat(gateway.get("/sandbox/x", "Origin: null").header(ALLOWED)).isEqualTo("null");
        assertThat(gateway.get("/sandbox/x", GOOD).all(ALLOWED)).isEmpty();
    }

    @Test
    void optionsWhenApiHasNoRuleThenAsEver() {
        Reply own = gateway.call("OPTIONS", "/plain/options", GOOD, "Access-Control-Request-Method: OPTIONS");
        assertThat(own.status()).isEqualTo(200);
        assertThat(service.seen().method()).isEqualTo("OPTIONS");
        assertThat(own.header(ALLOWED)).isEqualTo("https://evil.com");

        Reply none = gateway.call("OPTIONS", "/plain/get", GOOD, GET);
        assertThat(none.status()).isEqualTo(204);
        assertThat(none.header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
        assertThat(none.all(ALLOWED)).isEmpty();
        assertThat(none.all("Vary")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Origin: https://good.com", "Access-Control-Request-Method: PUT"})
    void optionsWhenNotAPreflightThenTheRouteServesIt(String header) {
        assertThat(gateway.call("OPTIONS", "/shop/put", header).text()).isEqualTo("ok");
        assertThat(service.seen().method()).isEqualTo("OPTIONS");
    }
}

package io.gwanmun.gateway;

import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

import io.gwanmun.gateway.testing.RawClient;
import io.gwanmun.gateway.testing.RunningGateway;
import io.gwanmun.gateway.testing.Service;

import static org.assertj.core.api.Assertions.assertThat;

/** Which route serves a request by its headers, query, cookies and time, and by weight. */
class ConditionIT {

    private static final String YAML = """
            apiVersion: gateway/v1
            upstreams:
              echo: {targets: ["%1$s"]}
            apis:
              c:
                path: /c
                access: none
                routes:
                  exact: {match: {path: "/h", headers: {X-Kind: one}}, to: {upstream: echo, path: "/exact"}}
                  any: {match: {path: "/h", headers: {X-Kind: {any: [two, three]}}}, to: {upstream: echo, path: "/any"}}
                  prefix: {match: {path: "/h", headers: {X-Kind: {prefix: fo}}}, to: {upstream: echo, path: "/prefix"}}
                  pattern:
                    match: {path: "/p", headers: {X-Kind: {pattern: "[0-9]{3}"}}}
                    to: {upstream: echo, path: "/pattern"}
                  absent: {match: {path: "/a", headers: {X-Kind: {present: false}}}, to: {upstream: echo, path: "/absent"}}
                  present: {match: {path: "/a", headers: {X-Kind: {present: true}}}, to: {upstream: echo, path: "/present"}}
                  plain: {match: {path: "/h"}, to: {upstream: echo, path: "/plain"}}
                  both:
                    match: {path: "/h", headers: {X-Kind: one}, query: {q: "1"}}
                    to: {upstream: echo, path: "/both"}
                  query: {match: {path: "/q", query: {q: "a b"}}, to: {upstream: echo, path: "/query"}}
                  flag: {match: {path: "/q", query: {flag: {present: true}, q: {present: false}}}, to: {upstream: echo, path: "/flag"}}
                  cookie: {match: {path: "/k", cookies: {tier: {any: [gold, silver]}}}, to: {upstream: echo, path: "/cookie"}}
                  no-cookie: {match: {path: "/k", cookies: {tier: {present: false}}}, to: {upstream: echo, path: "/no-cookie"}}
                  past: {match: {path: "/t", before: "%2$s"}, to: {upstream: echo, path: "/past"}}
                  future: {match: {path: "/t", after: "%2$s"}, to: {upstream: echo, path: "/future"}}
                  window:
                    match: {path: "/w", after: "2020-01-01T00:00:00Z", before: "2999-01-01T00:00:00Z"}
                    to: {upstream: echo, path: "/window"}
                  closed:
                    match: {path: "/x", after: "2020-01-01T00:00:00Z", before: "2020-01-02T00:00:00Z"}
                    to: {upstream: echo, path: "/closed"}
                  stable: {match: {path: "/s", weight: 90}, to: {upstream: echo, path: "/stable"}}
                  canary: {match: {path: "/s", weight: 10}, to: {upstream: echo, path: "/canary"}}
            """;

    private static Service service;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        service = Service.handling((request, response) -> response.header("Content-Type", "text/plain")
                .sendString(Mono.just(request.uri()))
                .then());
        Instant longAgo = Instant.parse("2020-01-01T00:00:00Z");
        gateway = RunningGateway.with(YAML.formatted(service.url(), longAgo));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        service.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/c/h, one, /exact",
        "/c/h, two, /any",
        "/c/h, three, /any",
        "/c/h, four, /prefix",
        "/c/h, One, /plain",
        "/c/h?q=1, one, /both?q=1",
        "/c/p, 123, /pattern",
        "/c/a, x, /present",
    })
    void getWhenHeaderMeetsTheTestThenThatRouteServes(String path, String kind, String expected) {
        assertThat(gateway.get(path, "x-kind: " + kind).text()).isEqualTo(expected);
    }

    @Test
    void getWhenHeaderIsMissingThenRouteForAbsenceServes() {
        assertThat(gateway.get("/c/a").text()).isEqualTo("/absent");
        assertThat(gateway.get("/c/h").text()).isEqualTo("/plain");
    }

    @Test
    void getWhenPatternFitsAPartOnlyThenNotFound() {
        assertThat(gateway.get("/c/p", "X-Kind: 1234").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "/c/q?q=a%20b, /query?q=a%20b",
        "/c/q?q=a+b, /query?q=a+b",
        "/c/q?x=1&q=a%20b, /query?x=1&q=a%20b",
        "/c/q?flag, /flag?flag",
        "/c/q?flag=, /flag?flag=",
    })
    void getWhenQueryMeetsTheTestThenThatRouteServes(String path, String expected) {
        assertThat(gateway.get(path).text()).isEqualTo(expected);
    }

    @Test
    void getWhenCookieMeetsTheTestThenThatRouteServes() {
        assertThat(gateway.get("/c/k", "Cookie: a=b; tier=gold").text()).isEqualTo("/cookie");
        assertThat(gateway.get("/c/k", "Cookie: tier=none").status()).isEqualTo(404);
        assertThat(gateway.get("/c/k").text()).isEqualTo("/no-cookie");
    }

    @Test
    void getWhenTimesAreGivenThenTheRouteOfThisMomentServes() {
        assertThat(gateway.get("/c/t").text()).isEqualTo("/future");
        assertThat(gateway.get("/c/w").text()).isEqualTo("/window");
        assertThat(gateway.get("/c/x").status()).isEqualTo(404);
    }

    /** The draw is by chance: 3000 calls at a tenth have a standard deviation of 16.4, so 100 is six of them. */
    @Test
    void getWhenRoutesHaveWeightsThenTheyShareTheCalls() {
        try (RawClient client = gateway.connect()) {
            Map<String, Long> calls = IntStream.range(0, 3000)
                    .mapToObj(i ->
                            client.send(RawClient.head("GET", "/c/s")).reply().text())
                    .collect(Collectors.groupingBy(text -> text, Collectors.counting()));

            assertThat(calls).containsOnlyKeys("/stable", "/canary");
            assertThat(calls.getOrDefault("/canary", 0L)).isCloseTo(300L, Offset.offset(100L));
        }
    }
}

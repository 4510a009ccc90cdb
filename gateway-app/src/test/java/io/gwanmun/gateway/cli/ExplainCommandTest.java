package io.gwanmun.gateway.cli;

import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.gwanmun.gateway.cli.Terminal.Outcome;

import static org.assertj.core.api.Assertions.assertThat;

class ExplainCommandTest {

    private static final String ORDERS = """
            apiVersion: gateway/v1
            upstreams:
              orders:
                targets:
                  - {url: "http://127.0.0.1:9201/", weight: 3}
                  - http://127.0.0.1:9202/v1
            apis:
              orders:
                path: /orders
                timeout: {response: 2s}
                routes:
                  one: {match: {path: "/{id}", methods: [GET]}, to: {upstream: orders}}
                  beta:
                    description: The next version.
                    match: {path: "/{id}", methods: [GET], headers: {X-Beta: "1"}, cookies: {c: {present: true}}}
                    filters: [{name: AddResponseHeader, args: {name: x-a, value: b}}]
                    timeout: {idle: 5s}
                    to: {upstream: orders}
                  hosted: {match: {path: "/{id}", hosts: [api.example.com]}, to: {upstream: orders}}
                  soon: {match: {path: /soon, before: 2030-01-01T00:00:00Z}, to: {upstream: orders}}
                  blue: {match: {path: /share, weight: 1}, to: {upstream: orders}}
                  green: {match: {path: /share, weight: 3}, to: {upstream: orders}}
                  all: {match: {path: "/{rest...}"}, access: none, to: {upstream: orders, path: "/all/{rest...}"}}
            network: {outbound: {allow: [loopback]}}
            """;

    @TempDir
    private Path root;

    private Terminal terminal;

    @BeforeEach
    void open() {
        terminal = new Terminal(root).with("users/users.yaml", Terminal.USERS).with("orders/orders.yaml", ORDERS);
    }

    @Test
    void routeWhenExplainedThenItsPoliciesInTheOrderOfPhases() {
        assertThat(terminal.run("explain", "orders", "--route", "orders/beta")).isEqualTo(new Outcome(0, """
                orders/beta (orders/orders.yaml:14): The next version.

                  match            orders.yaml:15                  GET /orders/{id}, header x-beta=1, cookie c
                                                                   present
                  authenticate     default                         nobody (nothing said; access: none opens the
                                                                   route)
                  choose upstream  orders.yaml:18                  upstream orders, path behind the API's
                  map request      orders.yaml:16                  AddResponseHeader
                  resilience       orders.yaml:17, orders.yaml:10  response within 2000 ms, pauses up to 5000 ms

                  calls  http://127.0.0.1:9201/{id}
                         http://127.0.0.1:9202/v1/{id}
                         (unless a filter of the route changes it)
                """, ""));
    }

    @Test
    void routeWhenUnknownThenUnusable() {
        assertThat(terminal.run("explain", "users", "--route", "users/detials").err())
                .isEqualTo("--route: there is no route \"users/detials\"; the command \"routes\" lists all.\n");
    }

    @Test
    void requestWhenServedThenRouteParametersAndTarget() {
        assertThat(terminal.run("explain", "users", "GET", "/users/7/salary?year=2026"))
                .isEqualTo(new Outcome(0, """
                GET /users/7/salary?year=2026
                users/salary serves it (users/users.yaml:11).

                  path        /users/{id}/salary with id=7
                  method      GET
                  host        any
                  conditions  none
                  access      everybody
                  calls       http://127.0.0.1:9101/users/7/details?year=2026
                """, ""));
    }

    @Test
    void requestWhenItLeavesTheRegionThenWithItsWholePath() {
        terminal.with("far/far.yaml", """
                apiVersion: gateway/v1
                upstreams: {central: {targets: ["https://gateway.central.example"], region: central}}
                apis:
                  far:
                    path: /far
                    access: none
                    routes:
                      all: {match: {path: "/{rest...}"}, to: {upstream: central}}
                """);

        assertThat(terminal.run("explain", "far", "GET", "/far/7?a=b").out())
                .contains("calls       https://gateway.central.example/far/7?a=b");
        assertThat(terminal.run("explain", "far", "--route", "far/all").out())
                .contains("upstream central in another region, whole path")
                .contains("calls  https://gateway.central.example/far/{rest...}");
    }

    @Test
    void requestWhenOthersFitThenEachWithItsReason() {
        assertThat(terminal.run("explain", "orders", "GET", "http://other.example.com/orders/7", "-H", "X-Beta: 1"))
                .isEqualTo(new Outcome(0, """
                GET /orders/7 on other.example.com
                orders/one serves it (orders/orders.yaml:12).

                  path        /orders/{id} with id=7
                  method      GET
                  host        any
                  conditions  none
                  access      nobody (nothing said; access: none opens the route)
                  calls       http://127.0.0.1:9201/7
                              http://127.0.0.1:9202/v1/7

                Others whose path fits:
                  orders/beta    /orders/{id}       asks for cookie c present; the request has none
                  orders/hosted  /orders/{id}       serves only the host api.example.com, not other.example.com
                  orders/all     /orders/{rest...}  its {rest...} is less exact than {id}
                """, ""));
    }

    @Test
    void requestWhenHostDecidesThenBeforeAllOtherRules() {
        assertThat(terminal.run(
                                "explain",
                                "orders",
                                "GET",
                                "http://API.example.com:8080/orders/7",
                                "-H",
                                "x-beta: 1",
                                "-H",
                                "Cookie: b=1; c=2")
                        .out())
                .isEqualTo("""
                GET /orders/7 on api.example.com
                orders/hosted serves it (orders/orders.yaml:19).

                  path        /orders/{id} with id=7
                  method      any
                  host        api.example.com
                  conditions  none
                  access      nobody (nothing said; access: none opens the route)
                  calls       http://127.0.0.1:9201/7
                              http://127.0.0.1:9202/v1/7

                Others whose path fits:
                  orders/one   /orders/{id}       its host is less exact: any host after api.example.com
                  orders/beta  /orders/{id}       its host is less exact: any host after api.example.com
                  orders/all   /orders/{rest...}  its host is less exact: any host after api.example.com
                """);
    }

    @Test
    void requestWhenConditionsDecideThenTheirNumber() {
        Outcome outcome =
                terminal.run("explain", "orders", "GET", "/orders/7", "-H", "x-beta: 1", "-H", "Cookie: b=1; c=2");
        assertThat(outcome.out())
                .contains("orders/beta serves it")
                .contains("  orders/one     /orders/{id}       has 0 conditions, fewer than 2\n")
                .contains("(unless a filter of the route changes it)");
    }

    @Test
    void requestWhenRoutesShareThenShares() {
        Outcome outcome = terminal.run("explain", "orders", "GET", "/orders/share");
        assertThat(outcome.out())
                .contains("  weight      1 of 4 requests, by chance\n")
                .contains("  orders/green   /orders/share      shares by weight: 3 beside 1\n");
    }

    @Test
    void requestWhenTimeGivenThenConditionsSeeIt() {
        assertThat(terminal.run("explain", "orders", "GET", "/orders/soon", "--at", "2029-12-31T23:59:59Z")
                        .out())
                .contains("orders/soon serves it");
        assertThat(terminal.run("explain", "orders", "GET", "/orders/soon", "--at", "2030-01-01T00:00:00Z")
                        .out())
                .contains("orders/one serves it")
                .contains("serves only until 2030-01-01T00:00:00Z; the request comes at");
    }

    @Test
    void requestWhenRestIsEmptyThenTargetWithoutSlash() {
        assertThat(terminal.run("explain", "orders", "GET", "/orders").out())
                .contains("  path        /orders/{rest...} with rest=\n")
                .contains("http://127.0.0.1:9202/v1/all\n");
    }

    @Test
    void requestWhenMethodNotServedThen405AndWhatIs() {
        assertThat(terminal.run("explain", "users", "DELETE", "/users/7")).isEqualTo(new Outcome(1, """
                DELETE /users/7
                405: the path is served, but not with DELETE. Allow: GET, HEAD, OPTIONS

                Routes whose path fits:
                  users/details  /users/{id}  serves only GET
                """, ""));
    }

    @Test
    void requestWhenMethodInLowerCaseThenHint() {
        assertThat(terminal.run("explain", "users", "get", "/users/7").out())
                .contains("The case of methods counts. Did you mean GET?\n");
    }

    @Test
    void requestWhenOptionsThenAnsweredByTheGateway() {
        Outcome outcome = terminal.run("explain", "users", "OPTIONS", "/users/7");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).contains("204: the gateway answers OPTIONS itself. Allow: GET, HEAD, OPTIONS\n");
    }

    @Test
    void requestWhenHeadThenServedByGet() {
        assertThat(terminal.run("explain", "users", "HEAD", "/users/7").out())
                .contains("  method      GET (GET serves HEAD too)\n");
    }

    @Test
    void requestWhenConditionFailsEverywhereThen404AndWhy() {
        terminal.with(
                "users/users.yaml", Terminal.USERS.replace("path: \"/{id}\",", "path: \"/{id}\", query: {v: a},"));
        assertThat(terminal.run("explain", "users", "GET", "/users/7?v=b&w=%20"))
                .isEqualTo(new Outcome(1, """
                GET /users/7?v=b&w=%20
                404: no route serves it.

                Routes whose path fits:
                  users/details  /users/{id}  asks for query v=a; the request has "b"
                """, ""));
    }

    @Test
    void requestWhenHostMissingThen404AndWhichHost() {
        terminal.with(
                "users/users.yaml",
                Terminal.USERS.replace("path: /users\n", "path: /users\n    hosts: [a.example.com]\n"));
        assertThat(terminal.run("explain", "users", "GET", "/users/7").out())
                .contains("serves only the host a.example.com, and the request names none\n");
        assertThat(terminal.run("explain", "users", "GET", "/users/7", "-H", "Host: A.example.com.:80")
                        .code())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "/users/7/, fits without a final slash",
        "/Users/7, fits but for upper and lower case",
        "/7/salary, 'fits below /users, the path of its API'",
        "/users/7/salary/2026, begins alike",
    })
    void requestWhenPathFitsNothingThenNearMisses(String path, String change) {
        Outcome outcome = terminal.run("explain", "users", "GET", path);
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out())
                .contains("404: no route serves it.\nThe path fits no route.\n\nNear misses:\n")
                .contains("  " + change + "\n");
    }

    @ParameterizedTest
    @CsvSource({
        "/users//7, The path has an empty segment (//).",
        "/users/../7, The path has a dot segment (. or ..).",
        "/users/a%2Fb, The path has an encoded slash or backslash.",
    })
    void requestWhenPathIsRefusedThen400(String path, String sentence) {
        assertThat(terminal.run("explain", "users", "GET", path))
                .isEqualTo(new Outcome(1, "GET " + path + "\n400: " + sentence + "\n", ""));
    }

    @Test
    void requestWhenPathIsNotCanonicalThenAsTheGatewayTakesIt() {
        assertThat(terminal.run("explain", "users", "GET", "/users/%41%c3%a9").out())
                .startsWith("GET /users/A%C3%A9\n")
                .contains("id=A%C3%A9");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET | Say either --route api/route or a METHOD and a URL.",
                "GET uzers | URL: \"uzers\" (expected: a path such as /users/1, or a URL that begins with http://).",
                "GET / --at noon | --at: \"noon\" is no time (expected: 2026-01-31T09:00:00Z).",
                "GET / --from there | --from: \"there\" is no address (expected: 192.0.2.1 or 2001:db8::1).",
                "GET / -H nothing | -H: \"nothing\" is no header (expected: 'Name: value').",
                "GET / --route users/details | Say either --route api/route or a METHOD and a URL.",
            })
    void explainWhenMisusedThenOneSentence(String args, String sentence) {
        assertThat(terminal.run(("explain orders " + args).split(" "))).isEqualTo(new Outcome(2, "", sentence + "\n"));
    }

    @Test
    void explainWhenDirectoryHasMistakesThenUnusable() {
        terminal.with("users/users.yaml", "apis: [\n");
        Outcome outcome = terminal.run("explain", "users", "GET", "/");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).endsWith("users has 1 mistake.\n");
    }

    @Test
    void routeWhenTheGatewayAnswersItselfThenNoCall() {
        terminal.with("own/own.yaml", OwnAnswers.YAML);
        assertThat(terminal.run("explain", "own", "--route", "own/health").out())
                .isEqualTo("""
                own/health (own/own.yaml:10)

                  match            own.yaml:10  any /own/health
                  match            own.yaml:7   pages of https://app.example.com with GET, HEAD, POST
                  authenticate     own.yaml:5   everybody
                  choose upstream  own.yaml:12  answer 503, application/json, 16 characters
                  encode           own.yaml:11  gzip for texts of at least 1024 bytes, level 5

                  answers  503, without a service
                """);
        assertThat(terminal.run("explain", "own", "--route", "own/moved").out())
                .contains("redirect 308 to https://new.example/v2/{id}, with the query")
                .endsWith("  answers  308 to https://new.example/v2/{id}\n");
    }

    @Test
    void requestWhenRedirectedThenWhere() {
        terminal.with("own/own.yaml", OwnAnswers.YAML);
        assertThat(terminal.run("explain", "own", "GET", "/own/7?year=2026").out())
                .isEqualTo("""
                GET /own/7?year=2026
                own/moved serves it (own/own.yaml:14).

                  path        /own/{id} with id=7
                  method      any
                  host        any
                  conditions  none
                  access      everybody
                  answers     308 to https://new.example/v2/7?year=2026
                """);
    }

    @Test
    void requestWhenPreflightThenTheRulesOfTheRoutesThatMayServe() {
        terminal.with("own/own.yaml", OwnAnswers.YAML);
        assertThat(terminal.run(
                        "explain",
                        "own",
                        "OPTIONS",
                        "/own/7",
                        "-H",
                        "Origin: https://app.example.com",
                        "-H",
                        "Access-Control-Request-Method: PUT"))
                .isEqualTo(new Outcome(0, """
                OPTIONS /own/7
                The gateway answers this question of a browser itself: 204 when all routes that may serve the call
                allow it, 403 when not.

                  own/moved  pages of https://app.example.com with GET, HEAD, POST
                """, ""));
    }
}

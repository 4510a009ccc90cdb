package io.gwanmun.gateway;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Mono;

import io.gwanmun.gateway.testing.LeakWatch;
import io.gwanmun.gateway.testing.RawClient;
import io.gwanmun.gateway.testing.Reply;
import io.gwanmun.gateway.testing.RunningGateway;
import io.gwanmun.gateway.testing.Service;

import static org.assertj.core.api.Assertions.assertThat;

/** Every filter of the engine that a route may name, each on a route of its own. */
@ExtendWith(LeakWatch.class)
class FilterIT {

    private static final String YAML = """
            apiVersion: gateway/v1
            upstreams:
              echo: {targets: ["%s"]}
            apis:
              f:
                path: /f
                access: none
                filters:
                  - {name: AddRequestHeader, args: {name: X-Order, value: api}}
                  - {name: SetRequestHeader, args: {name: X-Last, value: api}}
                routes:
                  add-request-header:
                    match: {path: "/add-request-header"}
                    filters: [{name: AddRequestHeader, args: {name: X-Order, value: route}}]
                    to: {upstream: echo}
                  add-request-parameter:
                    match: {path: "/add-request-parameter"}
                    filters: [{name: AddRequestParameter, args: {name: color, value: blue}}]
                    to: {upstream: echo}
                  add-response-header:
                    match: {path: "/add-response-header"}
                    filters: [{name: AddResponseHeader, args: {name: X-Old, value: added}}]
                    to: {upstream: echo}
                  dedupe-response-header:
                    match: {path: "/dedupe-response-header"}
                    filters: [{name: DedupeResponseHeader, args: {name: X-Twice, strategy: RETAIN_LAST}}]
                    to: {upstream: echo}
                  map-request-header:
                    match: {path: "/map-request-header"}
                    filters: [{name: MapRequestHeader, args: {fromHeader: X-From, toHeader: X-To}}]
                    to: {upstream: echo}
                  prefix-path:
                    match: {path: "/prefix-path"}
                    filters: [{name: PrefixPath, args: {prefix: /before}}]
                    to: {upstream: echo}
                  redirect-to:
                    match: {path: "/redirect-to"}
                    filters: [{name: RedirectTo, args: {status: "308", url: "https://elsewhere.test/there"}}]
                    to: {upstream: echo}
                  remove-request-header:
                    match: {path: "/remove-request-header"}
                    filters: [{name: RemoveRequestHeader, args: {name: X-Gone}}]
                    to: {upstream: echo}
                  remove-request-parameter:
                    match: {path: "/remove-request-parameter"}
                    filters: [{name: RemoveRequestParameter, args: {name: gone}}]
                    to: {upstream: echo}
                  remove-response-header:
                    match: {path: "/remove-response-header"}
                    filters: [{name: RemoveResponseHeader, args: {name: X-Old}}]
                    to: {upstream: echo}
                  secure-headers:
                    match: {path: "/secure-headers"}
                    filters: [{name: SecureHeaders}]
                    to: {upstream: echo}
                  set-path:
                    match: {path: "/set-path/{id}"}
                    filters: [{name: SetPath, args: {template: "/set/{id}/path"}}]
                    to: {upstream: echo}
                  set-request-header:
                    match: {path: "/set-request-header"}
                    filters: [{name: SetRequestHeader, args: {name: X-Last, value: route}}]
                    to: {upstream: echo}
                  set-response-header:
                    match: {path: "/set-response-header"}
                    filters: [{name: SetResponseHeader, args: {name: X-Twice, value: set}}]
                    to: {upstream: echo}
                  set-status:
                    match: {path: "/set-status"}
                    filters: [{name: SetStatus, args: {status: "202"}}]
                    to: {upstream: echo}
                  strip-prefix:
                    match: {path: "/strip-prefix/{rest...}"}
                    filters: [{name: StripPrefix, args: {parts: "2"}}]
                    to: {upstream: echo}
            """;

    private static Service service;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        service = Service.handling((request, response) -> response.header("X-Old", "theirs")
                .addHeader("X-Twice", "first")
                .addHeader("X-Twice", "last")
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
    void addRequestHeaderWhenApiAndRouteNameItThenApiGoesFirst() {
        gateway.get("/f/add-request-header", "X-Order: client");

        assertThat(service.seen().all("X-Order")).containsExactly("client", "api", "route");
    }

    @Test
    void addRequestParameterWhenQueryIsThereThenAppended() {
        gateway.get("/f/add-request-parameter?a=%20b");

        assertThat(service.seen().target()).isEqualTo("/add-request-parameter?a=%20b&color=blue");
    }

    @Test
    void addResponseHeaderWhenServiceSentItThenBothArrive() {
        assertThat(gateway.get("/f/add-response-header").all("X-Old")).containsExactly("theirs", "added");
    }

    @Test
    void dedupeResponseHeaderWhenToRetainTheLastThenLastArrives() {
        assertThat(gateway.get("/f/dedupe-response-header").all("X-Twice")).containsExactly("last");
    }

    @Test
    void mapRequestHeaderWhenSourceIsThereThenCopied() {
        gateway.get("/f/map-request-header", "X-From: value");

        assertThat(service.seen().all("X-To")).containsExactly("value");
    }

    @Test
    void prefixPathWhenCalledThenStandsInFrontOfTheWholePath() {
        gateway.get("/f/prefix-path?q=1");

        assertThat(service.seen().target()).isEqualTo("/before/f/prefix-path?q=1");
    }

    @Test
    void redirectToWhenCalledThenAnswersWithoutTheService() {
        Reply reply = gateway.get("/f/redirect-to");

        assertThat(reply.status()).isEqualTo(308);
        assertThat(reply.header("Location")).isEqualTo("https://elsewhere.test/there");
        assertThat(service.isUnasked()).isTrue();
    }

    @Test
    void removeRequestHeaderWhenSentThenDoesNotArrive() {
        gateway.get("/f/remove-request-header", "x-gone: 1", "X-Kept: 2");

        Service.Seen seen = service.seen();
        assertThat(seen.all("X-Gone")).isEmpty();
        assertThat(seen.all("X-Kept")).containsExactly("2");
    }

    @Test
    void removeRequestParameterWhenSentThenDoesNotArrive() {
        gateway.get("/f/remove-request-parameter?a=1&gone=2&b=3");

        assertThat(service.seen().target()).isEqualTo("/remove-request-parameter?a=1&b=3");
    }

    @Test
    void removeResponseHeaderWhenServiceSentItThenDoesNotArrive() {
        assertThat(gateway.get("/f/remove-response-header").all("X-Old")).isEmpty();
    }

    @Test
    void secureHeadersWhenCalledThenAdded() {
        Reply reply = gateway.get("/f/secure-headers");

        assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(reply.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(reply.header("Strict-Transport-Security")).startsWith("max-age=");
    }

    @Test
    void setPathWhenItNamesAParameterThenFilledEncoded() {
        gateway.get("/f/set-path/a%20b?q=%2F");

        assertThat(service.seen().target()).isEqualTo("/set/a%20b/path?q=%2F");
    }

    @Test
    void setRequestHeaderWhenApiAndRouteSetItThenRouteWins() {
        gateway.get("/f/set-request-header", "X-Last: client");

        assertThat(service.seen().all("X-Last")).containsExactly("route");
    }

    @Test
    void setResponseHeaderWhenServiceSentItThenReplaced() {
        assertThat(gateway.get("/f/set-response-header").all("X-Twice")).containsExactly("set");
    }

    @Test
    void setStatusWhenServiceAnsweredThenReplaced() {
        Reply reply = gateway.get("/f/set-status");

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.text()).isEqualTo("ok");
        assertThat(gateway.logged(reply.header("X-Request-Id"))).containsEntry("status", 202);
    }

    @Test
    void stripPrefixWhenCalledThenCutsTheWholePath() {
        gateway.get("/f/strip-prefix/a/b");

        assertThat(service.seen().target()).isEqualTo("/a/b");
    }

    @Test
    void filtersWhenRequestHasABodyThenItStreamsThrough() {
        try (RawClient client = gateway.connect()) {
            client.send(RawClient.head("POST", "/f/add-request-header", "Transfer-Encoding: chunked")
                            + "5\r\nhello\r\n")
                    .send("0\r\n\r\n");
            assertThat(client.reply().status()).isEqualTo(200);
        }

        assertThat(service.seen().body()).isEqualTo("hello");
    }
}

package io.gwanmun.gateway;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.gwanmun.gateway.testing.LeakWatch;
import io.gwanmun.gateway.testing.RawClient;
import io.gwanmun.gateway.testing.Reply;
import io.gwanmun.gateway.testing.RunningGateway;

import static org.assertj.core.api.Assertions.assertThat;

/** Answers and redirects of the gateway's own. There is no service at all. */
@ExtendWith(LeakWatch.class)
class AnswerIT {

    private static final String YAML = """
            apiVersion: gateway/v1
            apis:
              own:
                path: /own
                access: none
                routes:
                  text: {match: {path: /text}, to: {answer: {body: "Grüße {id}"}}}
                  json:
                    match: {path: "/json/{id}"}
                    to:
                      answer:
                        status: 503
                        headers: {Retry-After: "120", Cache-Control: no-store}
                        json: {state: closed, on: true, n: 1.50, "no": "1", none: null, list: [a, {b: ~}], id: "{id}"}
                  typed:
                    match: {path: /typed}
                    to: {answer: {headers: {content-type: text/html}, body: "<p>hi</p>"}}
                  none: {match: {path: /none}, to: {answer: {status: 204}}}
                  bare: {match: {path: /bare}, to: {answer: {}}}
                  changed:
                    match: {path: /changed}
                    filters: [{name: SetResponseHeader, args: {name: X-Late, value: "yes"}}]
                    to: {answer: {body: ok}}
                  zipped: {match: {path: /zipped}, compression: {minSize: 2B}, to: {answer: {body: "aaaaaaaaaa"}}}
              closed:
                path: /closed
                routes: {all: {to: {answer: {body: secret}}}}
              moved:
                path: /moved
                access: none
                routes:
                  one: {match: {path: "/{id}"}, to: {redirect: {to: "https://new.example.com/v2/{id}"}}}
                  rest:
                    match: {path: "/rest/{rest...}"}
                    to: {redirect: {to: "/{rest...}", status: 301, keepQuery: false}}
                  found: {match: {path: /found/x}, to: {redirect: {to: /y, status: 302}}}
            """;

    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.with(YAML);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void getWhenTextThenLiteralWithTypeAndLength() {
        Reply reply = gateway.get("/own/text");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text()).isEqualTo("Grüße {id}");
        assertThat(reply.header("Content-Type")).isEqualTo("text/plain;charset=utf-8");
        assertThat(reply.header("Content-Length")).isEqualTo("12");
        assertThat(reply.all("Transfer-Encoding")).isEmpty();
        assertThat(gateway.logged(reply.header("X-Request-Id")))
                .containsEntry("route", "text")
                .containsEntry("bytesOut", 12);
    }

    @Test
    void headWhenTextThenTheSameHeadWithoutBody() {
        Reply reply = gateway.call("HEAD", "/own/text");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Length")).isEqualTo("12");
        assertThat(reply.header("Content-Type")).isEqualTo("text/plain;charset=utf-8");
        assertThat(reply.body()).isEmpty();
    }

    @Test
    void getWhenJsonThenWhatIsWritten() {
        Reply reply = gateway.get("/own/json/7");
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        assertThat(reply.header("Retry-After")).isEqualTo("120");
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
        assertThat(reply.text())
                .isEqualTo("{\"state\":\"closed\",\"on\":true,\"n\":1.50,\"no\":\"1\",\"none\":null,"
                        + "\"list\":[\"a\",{\"b\":null}],\"id\":\"{id}\"}");
    }

    @Test
    void getWhenTypeIsWrittenThenThatOne() {
        assertThat(gateway.get("/own/typed").all("Content-Type")).containsExactly("text/html");
    }

    @Test
    void getWhenNothingIsWrittenThenEmpty() {
        Reply bare = gateway.get("/own/bare");
        assertThat(bare.status()).isEqualTo(200);
        assertThat(bare.header("Content-Length")).isEqualTo("0");
        assertThat(bare.all("Content-Type")).isEmpty();
        Reply none = gateway.get("/own/none");
        assertThat(none.status()).isEqualTo(204);
        assertThat(none.all("Content-Length")).isEmpty();
    }

    @Test
    void getWhenAFilterChangesTheHeadThenItLeavesChanged() {
        Reply reply = gateway.get("/own/changed");
        assertThat(reply.text()).isEqualTo("ok");
        assertThat(reply.header("X-Late")).isEqualTo("yes");
    }

    @Test
    void getWhenCompressedThenWithItsNewLength() {
        Reply reply = gateway.get("/own/zipped", "Accept-Encoding: gzip");
        assertThat(reply.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(reply.header("Content-Length")).isEqualTo(String.valueOf(reply.body().length));
    }

    @Test
    void getWhenRouteIsClosedThenRefusedAsEver() {
        assertThat(gateway.get("/closed/x").status()).isEqualTo(401);
    }

    @Test
    void postWhenBodyIsNotReadThenTheConnectionStaysInStep() {
        try (RawClient client = gateway.connect()) {
            client.send(RawClient.head("POST", "/own/text", "Content-Length: 5") + "hello");
            assertThat(client.reply().text()).isEqualTo("Grüße {id}");
            client.send(RawClient.head("GET", "/own/typed"));
            assertThat(client.reply().text()).isEqualTo("<p>hi</p>");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/moved/7, 308, https://new.example.com/v2/7",
        "/moved/7?a=1&b=%0D%0A, 308, https://new.example.com/v2/7?a=1&b=%0D%0A",
        "/moved/a%20b%C3%A9, 308, https://new.example.com/v2/a%20b%C3%A9",
        "/moved/@evil.com, 308, https://new.example.com/v2/@evil.com",
        "/moved/rest/a/b?q=1, 301, /a/b",
        "/moved/rest/evil.com, 301, /evil.com",
        "/moved/rest/, 301, /",
        "/moved/rest, 301, /",
        "/moved/found/x?q=1, 302, /y?q=1"
    })
    void getWhenRedirectedThenThere(String target, int status, String location) {
        Reply reply = gateway.get(target);
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.all("Location")).containsExactly(location);
        assertThat(reply.header("Content-Length")).isEqualTo("0");
        assertThat(reply.body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"/moved/a%0d%0aSet-Cookie:x", "/moved/rest//evil.com", "/moved/rest/%2fevil.com", "/moved/rest/..%5cx"})
    void getWhenPathWouldLeadAstrayThenRefused(String target) {
        Reply reply = gateway.get(target);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.all("Location")).isEmpty();
    }
}

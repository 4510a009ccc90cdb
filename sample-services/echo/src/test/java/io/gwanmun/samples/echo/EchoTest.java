package io.gwanmun.samples.echo;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.netty.DisposableServer;

import static org.assertj.core.api.Assertions.assertThat;

/** What the service tells of a request. */
class EchoTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static DisposableServer server;

    @BeforeAll
    static void start() {
        server = EchoApplication.start("--server.port=0");
    }

    @AfterAll
    static void stop() {
        server.disposeNow();
    }

    @Test
    void healthWhenStartedThenUp() throws Exception {
        HttpResponse<String> answer = send(at("/health"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"status\":\"UP\"}");
    }

    @Test
    void healthWhenInstructedToFailThenStillUp() throws Exception {
        assertThat(send(at("/health").header("X-Echo-Status", "503")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void echoWhenGetThenTellsAllThatArrivedInOrder() throws Exception {
        try (RawAnswer answer = RawAnswer.to(
                server.port(), "GET /a%20b//c?x=1&x=%2F&y HTTP/1.1", "Host: h", "X-B: 1", "x-a: 2", "x-b: 3")) {
            assertThat(answer.head()).startsWith("HTTP/1.1 200 OK").contains("content-type: application/json");
            assertThat(answer.rest())
                    .startsWith("{\"method\":\"GET\",\"path\":\"/a%20b//c\",\"query\":\"x=1&x=%2F&y\",\"headers\":"
                            + "{\"Host\":[\"h\"],\"X-B\":[\"1\",\"3\"],\"x-a\":[\"2\"],\"Connection\":[\"close\"]},"
                            + "\"body\":\"\",\"bodySize\":0,\"remoteAddress\":\"127.0.0.1:");
        }
    }

    @Test
    void echoWhenNoQueryThenItIsEmpty() throws Exception {
        assertThat(send(at("/a")).body()).contains("\"path\":\"/a\",\"query\":\"\"");
    }

    @Test
    void echoWhenBodySentThenTextAndSize() throws Exception {
        String body = "say \"h\u00e9\"\\\n\uD83D\uDE00";

        String answer = send(at("/a").PUT(BodyPublishers.ofString(body))).body();

        assertThat(answer)
                .contains("\"method\":\"PUT\"")
                .contains("\"body\":\"say \\\"h\u00e9\\\"\\\\\\u000a\\ud83d\\ude00\",\"bodySize\":15,");
    }

    @Test
    void echoWhenBodyIsOfTheKeptSizeThenAllOfIt() throws Exception {
        String body = "a".repeat(64 * 1024);

        assertThat(send(at("/a").POST(BodyPublishers.ofString(body))).body())
                .contains("\"body\":\"" + body + "\",\"bodySize\":65536,");
    }

    @Test
    void echoWhenBodyIsLargerThenItsBeginningAndItsSize() throws Exception {
        String kept = "a".repeat(64 * 1024);

        assertThat(send(at("/a").POST(BodyPublishers.ofString(kept + "b"))).body())
                .contains("\"body\":\"" + kept + "\",\"bodySize\":65537,");
        assertThat(send(at("/a").POST(BodyPublishers.ofByteArray(new byte[3_000_000])))
                        .body())
                .contains("\"bodySize\":3000000,");
    }

    @Test
    void echoWhenHeadThenLengthAndNoBody() throws Exception {
        try (RawAnswer answer = RawAnswer.to(server.port(), "HEAD /a HTTP/1.1", "Host: h")) {
            assertThat(answer.head()).startsWith("HTTP/1.1 200 OK").containsPattern("content-length: [1-9]");
            assertThat(answer.rest()).isEmpty();
        }
    }

    @Test
    void echoWhenConnectionIsKeptThenNextRequestIsAnswered() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(send(at("/" + i).POST(BodyPublishers.ofString("x"))).body())
                    .contains("\"path\":\"/" + i + "\"");
        }
    }

    private static HttpRequest.Builder at(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .version(HttpClient.Version.HTTP_1_1);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }
}

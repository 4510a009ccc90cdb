package io.gwanmun.gateway.integration.http;

import io.netty.handler.codec.http.HttpMethod;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.gwanmun.gateway.pipeline.UpstreamFault;

import static io.gwanmun.gateway.integration.http.LegClient.await;
import static io.gwanmun.gateway.integration.http.LegClient.exchange;
import static io.gwanmun.gateway.integration.http.LegClient.faultOf;
import static io.gwanmun.gateway.integration.http.LegClient.text;
import static org.assertj.core.api.Assertions.assertThat;

/** What ends a response, and what is refused because it does not say so beyond doubt. */
@ExtendWith(LeakWatch.class)
class LegFramingTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private final LegClient client = new LegClient();

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void callWhenHeadThenHasNoBodyAndKeepsLength() throws Exception {
        try (RawServer server = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n")) {
            HttpLeg leg = client.to(server);

            LegResponse response = await(leg.call(client.request(HttpMethod.HEAD, "/")));

            assertThat(response.headers().get("Content-Length")).isEqualTo("5");
            assertThat(response.contentLength()).isZero();
            assertThat(await(text(response))).isEqualTo("200 ");
            assertThat(exchange(leg, client.request(HttpMethod.HEAD, "/"))).isEqualTo("200 ");
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"204 No Content\r\n\r\n", "304 Not Modified\r\nContent-Length: 5\r\n\r\n"})
    void callWhenStatusHasNoBodyThenReusesConnection(String response) throws Exception {
        try (RawServer server = RawServer.answering("HTTP/1.1 " + response)) {
            HttpLeg leg = client.to(server);

            assertThat(exchange(leg, client.get("/"))).isEqualTo(response.substring(0, 4));
            assertThat(exchange(leg, client.get("/"))).isEqualTo(response.substring(0, 4));
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 204 No Content\r\nContent-Length: 2\r\n\r\n",
                "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nConnection: x, Close\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 0\r\n\r\n",
                OK + "HTTP/1.1 200 OK\r\n",
                OK + OK,
                OK + "x"
            })
    void callWhenEndIsInDoubtThenAnswersAndClosesConnection(String response) throws Exception {
        try (RawServer server = RawServer.running(peer -> {
            peer.readHead();
            peer.write(response);
            peer.awaitClose();
        })) {
            assertThat(exchange(client.to(server), client.get("/"))).matches("20[04] (ok)?");

            assertThat(server.event()).isEqualTo("closed");
        }
    }

    @Test
    void callWhenInterimResponsesComeThenSkipsThem() throws Exception {
        try (RawServer server = RawServer.answering(
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + OK)) {
            HttpLeg leg = client.to(server);

            LegResponse response = await(leg.call(client.get("/")));

            assertThat(response.headers().contains("Link")).isFalse();
            assertThat(await(text(response))).isEqualTo("200 ok");
            assertThat(exchange(leg, client.get("/"))).isEqualTo("200 ok");
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void callWhenBodyEndsWithConnectionThenCompletes() throws Exception {
        try (RawServer server = RawServer.running(peer -> {
            peer.readHead();
            peer.write("HTTP/1.1 200 OK\r\n\r\nto the end");
        })) {
            LegResponse response = await(client.to(server).call(client.get("/")));

            assertThat(response.contentLength()).isEqualTo(-1);
            assertThat(await(text(response))).isEqualTo("200 to the end");
        }
    }

    @Test
    void callWhenHopByHopHeadersComeThenHandsOutTheOthers() throws Exception {
        try (RawServer server = RawServer.answering("HTTP/1.1 200 OK\r\nConnection: X-Hop, keep-alive\r\nX-Hop: 1\r\n"
                + "Keep-Alive: timeout=5\r\nTransfer-Encoding: chunked\r\nTrailer: X-T\r\nX-End: 2\r\nSet-Cookie: a\r\n"
                + "Set-Cookie: b\r\n\r\n0\r\n\r\n")) {
            LegResponse response = await(client.to(server).call(client.get("/")));

            assertThat(response.headers().names()).containsExactlyInAnyOrder("X-End", "Set-Cookie");
            assertThat(response.headers().getAll("Set-Cookie")).containsExactly("a", "b");
            response.discard();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n2\r\nok\r\n0\r\n\r\n",
                "HTTP/1.0 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\nok",
                "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nok",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok",
                "HTTP/1.1 200 OK\r\nContent-Length: 2, 3\r\n\r\nok",
                "HTTP/1.1 200 OK\r\nContent-Length: -2\r\n\r\nok",
                "HTTP/1.1 200 OK\r\nContent-Length: +2\r\n\r\nok",
                "HTTP/1.1 200 OK\r\nContent-Length: 2x\r\n\r\nok",
                "HTTP/1.1 200 OK\r\nName: a\u0000b\r\nContent-Length: 2\r\n\r\nok",
                "HTTP/1.1 200 OK\r\nName: a\rb\r\nContent-Length: 2\r\n\r\nok",
                "HTTP/1.1 200 OK\nContent-Length: 2\n\nok",
                "HTTP/1.1 two OK\r\n\r\n",
                "HTTP/2.0 200 OK\r\nContent-Length: 2\r\n\r\nok",
                "ICY 200 OK\r\nContent-Length: 2\r\n\r\nok",
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "SSH-2.0-OpenSSH_9.2\r\n"
            })
    void callWhenResponseIsNotBeyondDoubtThenIsBadResponseAndCloses(String response) throws Exception {
        try (RawServer server = RawServer.running(peer -> {
            peer.readHead();
            peer.write(response);
            peer.awaitClose();
        })) {
            assertThat(faultOf(client.to(server).call(client.get("/")).flatMap(LegClient::text)))
                    .isEqualTo(UpstreamFault.BAD_RESPONSE);

            assertThat(server.event()).isEqualTo("closed");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {5_000, 40_000})
    void callWhenHeadIsTooLargeThenIsBadResponse(int length) throws Exception {
        String filler = "x".repeat(length);
        String head = length < 10_000 ? "HTTP/1.1 200 " + filler : "HTTP/1.1 200 OK\r\nX-Long: " + filler;
        try (RawServer server = RawServer.running(peer -> {
            peer.readHead();
            peer.write(head + "\r\n\r\n");
            peer.awaitClose();
        })) {
            assertThat(faultOf(client.to(server).call(client.get("/")))).isEqualTo(UpstreamFault.BAD_RESPONSE);
        }
    }
}

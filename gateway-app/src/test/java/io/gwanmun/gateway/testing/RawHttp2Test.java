package io.gwanmun.gateway.testing;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServer;

import static org.assertj.core.api.Assertions.assertThat;

/** The client against a server that is not ours, so that a failing test of the gateway is the gateway's failure. */
class RawHttp2Test {

    @Test
    void replyWhenServerAnswersThenReadWithHeadAndBody() {
        withServer(client -> {
            Http2Reply reply = client.open(1, RawHttp2.request("POST", "a.test", "/x", "x-a=b"))
                    .frame(RawHttp2.DATA, RawHttp2.END_STREAM, 1, new byte[3])
                    .reply(1);

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.header("x-seen")).isEqualTo("POST /x b 3");
            assertThat(reply.body()).asString().isEqualTo("ok");
        });
    }

    @Test
    void replyWhenStreamIsResetThenItsCodeIsRead() {
        withServer(client -> {
            client.headers(1, RawHttp2.request("GET", "a.test", "/x", "X-Upper=b"));

            assertThat(client.reply(1).reset()).isEqualTo(Http2Reply.PROTOCOL_ERROR);
            assertThat(client.headers(3, RawHttp2.request("GET", "a.test", "/x"))
                            .reply(3)
                            .status())
                    .isEqualTo(200);
        });
    }

    @Test
    void farewellWhenConnectionIsBrokenThenItsCodeIsRead() {
        withServer(client -> assertThat(
                        client.frame(RawHttp2.PING, 0, 0, new byte[7]).farewell())
                .isEqualTo(Http2Reply.FRAME_SIZE_ERROR));
    }

    private static void withServer(java.util.function.Consumer<RawHttp2> test) {
        DisposableServer server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .protocol(HttpProtocol.H2C)
                .handle((request, response) -> request.receive()
                        .aggregate()
                        .map(body -> body.readableBytes())
                        .defaultIfEmpty(0)
                        .flatMap(length -> response.header(
                                        "x-seen",
                                        request.method() + " " + request.uri() + ' '
                                                + request.requestHeaders().get("x-a") + ' ' + length)
                                .sendString(Mono.just("ok"))
                                .then()))
                .bindNow();
        try (RawHttp2 client = RawHttp2.to(server.port())) {
            test.accept(client);
        } finally {
            server.disposeNow();
        }
    }
}

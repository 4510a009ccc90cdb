package io.gwanmun.gateway;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.WebsocketServerSpec;

import io.gwanmun.gateway.testing.RawServer;
import io.gwanmun.gateway.testing.RunningGateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** WebSockets between a client and a service that other people wrote. */
class WebSocketClientIT {

    private static final String YAML = """
            apiVersion: gateway/v1
            upstreams:
              echo: {targets: ["http://127.0.0.1:%d/base"]}
              raw: {targets: ["%s"]}
            apis:
              chat:
                path: /chat
                access: none
                websocket: {}
                routes:
                  echo: {match: {path: "/echo"}, to: {upstream: echo}}
                  raw: {match: {path: "/raw"}, to: {upstream: raw}}
            """;

    private static DisposableServer echo;
    private static RawServer service;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        echo = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .route(routes -> routes.ws(
                        "/base/echo",
                        (in, out) -> out.sendObject(in.receiveFrames().map(frame -> frame.retain())),
                        WebsocketServerSpec.builder()
                                .protocols("chat,v2")
                                .compress(true)
                                .build()))
                .bindNow();
        service = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        gateway = RunningGateway.with(YAML.formatted(echo.port(), service.url()));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        service.close();
        echo.disposeNow();
    }

    @Test
    void socketWhenOpenedByAClientOfTheJdkThenTalksWithAServiceOfReactorNetty() throws Exception {
        Listener listener = new Listener();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols("chat")
                .buildAsync(uri("/chat/echo"), listener)
                .join();
        String large = "가".repeat(20_000);

        assertThat(socket.getSubprotocol()).isEqualTo("chat");
        socket.sendText("hello", true).join();
        assertThat(listener.next()).isEqualTo("text hello");
        socket.sendText(large.substring(0, 100), false).join();
        socket.sendText(large.substring(100), true).join();
        assertThat(listener.next()).isEqualTo("text " + large);
        socket.sendBinary(ByteBuffer.wrap(new byte[1000]), true).join();
        assertThat(listener.next()).isEqualTo("binary 1000");
        socket.sendPing(ByteBuffer.wrap("there?".getBytes(StandardCharsets.UTF_8)))
                .join();
        assertThat(listener.next()).isEqualTo("pong there?");
        assertThat(gateway.metric("gateway_websockets_open")).isGreaterThanOrEqualTo(1);
        socket.sendClose(4001, "enough").join();
        assertThat(listener.next()).startsWith("close ");

        Map<String, Object> line = gateway.logged(logged -> "/chat/echo".equals(logged.get("path")));
        assertThat(line)
                .containsEntry("status", 101)
                .containsEntry("fault", null)
                .containsEntry("route", "echo")
                .containsEntry("target", "127.0.0.1:" + echo.port());
        assertThat((Integer) line.get("bytesIn")).isEqualTo(5 + 60_000 + 1000 + 6);
        RunningGateway.await(
                () -> gateway.metric("gateway_websockets_closed_total", "by=\"client\"", "why=\"application\"") == 1);
    }

    @Test
    void handshakeWhenServiceRefusesAClientOfTheJdkThenItSeesTheStatus() {
        service.plays(RawServer.repeating("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"));

        assertThatThrownBy(() -> HttpClient.newHttpClient()
                        .newWebSocketBuilder()
                        .buildAsync(uri("/chat/raw"), new Listener())
                        .join())
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        refused ->
                                assertThat(refused.getResponse().statusCode()).isEqualTo(403));
    }

    private static URI uri(String path) {
        return URI.create("ws://127.0.0.1:" + gateway.port() + path);
    }

    /** Keeps what the client was told. */
    private static final class Listener implements WebSocket.Listener {

        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        private final StringBuilder text = new StringBuilder();

        String next() throws InterruptedException {
            return String.valueOf(heard.poll(20, TimeUnit.SECONDS));
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                heard.add("text " + text);
                text.setLength(0);
            }
            socket.request(1);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer part, boolean last) {
            heard.add("binary " + part.remaining());
            socket.request(1);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<?> onPong(WebSocket socket, ByteBuffer message) {
            heard.add("pong " + StandardCharsets.UTF_8.decode(message));
            socket.request(1);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            heard.add("close " + code + " " + reason);
            return CompletableFuture.completedStage(null);
        }
    }
}

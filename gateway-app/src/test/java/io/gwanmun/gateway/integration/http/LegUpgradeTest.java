package io.gwanmun.gateway.integration.http;

import java.time.Duration;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpMethod;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import io.gwanmun.gateway.pipeline.UpstreamFault;

import static io.gwanmun.gateway.integration.http.LegClient.await;
import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(LeakWatch.class)
class LegUpgradeTest {

    private static final String SWITCH =
            "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                    + "Sec-WebSocket-Accept: x\r\n\r\n";

    private final LegClient client = new LegClient();

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void upgradeWhenServiceGoesOverThenHandsOutTheConnectionWithWhatCameBehind() throws Exception {
        try (RawServer server = RawServer.running(peer -> {
            peer.note(peer.readHead());
            peer.write(SWITCH + "early");
            peer.await();
            peer.write(" late");
            peer.awaitClose();
        })) {
            HttpLeg leg = client.to(server);
            Bytes bytes = new Bytes();
            String seen = await(leg.upgrade(client.get("/chat")).map(answer -> {
                bytes.take(answer);
                return answer.status().code() + " " + answer.headers().names();
            }));
            server.proceed();

            assertThat(seen).isEqualTo("101 [Sec-WebSocket-Accept]");
            assertThat(await(bytes.until("early late"))).isEqualTo("early late");
            assertThat(server.event()).contains("connection: upgrade\r\n", "upgrade: websocket\r\n");
            assertThat(leg.state()).isEqualTo(new LegState(0, 0, 0));
        }
    }

    @Test
    void upgradeWhenServiceRefusesThenAnOrdinaryAnswerOnAConnectionThatIsKept() throws Exception {
        try (RawServer server = RawServer.answering("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno")) {
            HttpLeg leg = client.to(server);

            assertThat(await(leg.upgrade(client.get("/")).flatMap(LegClient::text)))
                    .isEqualTo("403 no");
            assertThat(await(leg.call(client.get("/")).flatMap(LegClient::text)))
                    .isEqualTo("403 no");
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 101 X\r\nConnection: Upgrade\r\nUpgrade: h2c\r\nSec-WebSocket-Accept: x\r\n\r\n",
                "HTTP/1.1 101 X\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
                "HTTP/1.1 101 X\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: x\r\n\r\n",
                "HTTP/1.1 101 X\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: x\r\n\r\n",
                "HTTP/1.0 101 X\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: x\r\n\r\n"
            })
    void upgradeWhenServiceGoesOverToSomethingElseThenRefused(String answer) throws Exception {
        try (RawServer server = RawServer.answering(answer)) {
            assertThat(LegClient.faultOf(client.to(server).upgrade(client.get("/"))))
                    .isEqualTo(UpstreamFault.BAD_RESPONSE);
        }
    }

    @Test
    void callWhenServiceGoesOverUnaskedThenRefused() throws Exception {
        try (RawServer server = RawServer.answering(SWITCH)) {
            assertThat(LegClient.faultOf(client.to(server).call(client.get("/"))))
                    .isEqualTo(UpstreamFault.BAD_RESPONSE);
        }
    }

    @Test
    void upgradeWhenServiceIsLateThenTimeOut() throws Exception {
        try (RawServer server = RawServer.running(peer -> {
            peer.note(peer.readHead());
            peer.awaitClose();
        })) {
            Mono<LegResponse> asked = client.to(server).upgrade(client.get("/")).cache();
            asked.subscribe(answer -> {}, error -> {});
            assertThat(server.event()).startsWith("GET / ");
            client.passInSteps(Duration.ofSeconds(30));

            assertThat(LegClient.faultOf(asked)).isEqualTo(UpstreamFault.RESPONSE_TIMEOUT);
        }
    }

    @Test
    void tunnelWhenDiscardedThenCloses() throws Exception {
        try (RawServer server = RawServer.running(peer -> {
            peer.note(peer.readHead());
            peer.write(SWITCH + "early");
            peer.awaitClose();
        })) {
            await(client.to(server).upgrade(client.get("/")).doOnNext(LegResponse::discard));

            assertThat(server.event()).startsWith("GET / ");
            assertThat(server.event()).isEqualTo("closed");
        }
    }

    @Test
    void tunnelWhenServiceLeftBeforeItWasTakenThenHandlersHearOfIt() throws Exception {
        try (RawServer server = RawServer.running(peer -> {
            peer.readHead();
            peer.write(SWITCH + "bye");
        })) {
            Bytes bytes = new Bytes();
            LegResponse answer = await(client.to(server).upgrade(client.get("/")));
            client.loop().submit(() -> bytes.take(answer)).sync();

            assertThat(await(bytes.until("bye"))).isEqualTo("bye");
            assertThat(await(bytes.ended.asMono())).isEqualTo("ended");
        }
    }

    @Test
    void upgradeWhenPoolIsFullOfSocketsThenCallsStillGetConnections() throws Exception {
        try (RawServer server = RawServer.running(peer -> {
            String head = String.valueOf(peer.readHead());
            peer.write(head.contains("websocket") ? SWITCH : "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            peer.awaitClose();
        })) {
            HttpLeg leg = client.to(server);
            LegResponse first = await(leg.upgrade(client.get("/")));
            LegResponse second = await(leg.upgrade(client.get("/")));

            assertThat(LegClient.exchange(leg, client.request(HttpMethod.GET, "/")))
                    .isEqualTo("200 ok");

            first.discard();
            second.discard();
        }
    }

    /** Collects what comes out of a tunnel. */
    private static final class Bytes extends ChannelInboundHandlerAdapter {

        private final Sinks.Many<String> parts = Sinks.many().replay().all();
        private final Sinks.One<String> ended = Sinks.one();

        void take(LegResponse answer) {
            LegTunnel tunnel = answer.tunnel();
            assertThat(tunnel).isNotNull();
            if (tunnel != null) {
                tunnel.install(pipeline -> pipeline.addLast(this));
            }
        }

        Mono<String> until(String text) {
            return parts.asFlux().scan("", String::concat).filter(text::equals).next();
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            parts.tryEmitNext(LegClient.read((ByteBuf) message));
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            ended.tryEmitValue("ended");
        }
    }
}

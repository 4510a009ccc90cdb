package io.gwanmun.gateway.integration.http;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

import io.gwanmun.gateway.pipeline.Fault;
import io.gwanmun.gateway.pipeline.GatewayFault;
import io.gwanmun.gateway.pipeline.RefusedException;
import io.gwanmun.gateway.pipeline.UpstreamFault;

import static io.gwanmun.gateway.integration.http.LegClient.exchange;
import static io.gwanmun.gateway.integration.http.LegClient.faultOf;
import static org.assertj.core.api.Assertions.assertThat;

/** What a call ends with when there is no answer. */
@ExtendWith(LeakWatch.class)
class LegFailureTest {

    private final LegClient client = new LegClient();

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void callWhenNobodyListensThenIsUnreachable() throws Exception {
        int port;
        try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = gone.getLocalPort();
        }

        assertThat(faultOf(to("127.0.0.1", port).call(client.get("/")))).isEqualTo(UpstreamFault.UNREACHABLE);
    }

    @Test
    void callWhenConnectionIsNotAcceptedThenIsConnectTimeout() throws Exception {
        List<SocketChannel> fillers = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < 8; i++) {
                SocketChannel filler = SocketChannel.open();
                filler.configureBlocking(false);
                filler.connect(full.getLocalSocketAddress());
                fillers.add(filler);
            }
            CompletableFuture<Fault> call = failing(to("127.0.0.1", full.getLocalPort()), client.get("/"));
            client.loop().submit(() -> {}).sync();

            client.pass(Duration.ofSeconds(2));

            assertThat(call.get()).isEqualTo(UpstreamFault.CONNECT_TIMEOUT);
        } finally {
            for (SocketChannel filler : fillers) {
                filler.close();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"unknown.test", "a..b", "a234567890123456789012345678901234567890123456789012345678901234.b"})
    void callWhenNameHasNoAddressThenIsNameUnresolved(String name) {
        assertThat(faultOf(to(name, 80).call(client.get("/")))).isEqualTo(UpstreamFault.NAME_UNRESOLVED);
    }

    @Test
    void callWhenNameHasSeveralAddressesThenUsesAllOfThem() throws Exception {
        client.names().answer("127.0.0.2", "127.0.0.1");
        try (RawServer server = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")) {
            // The choice is by chance: 64 times the same has a chance of 1 in 2^63.
            Set<@Nullable String> answers = new HashSet<>();
            for (int i = 0; i < 64; i++) {
                HttpLeg leg = to(NameServer.NAME, server.port());
                answers.add(leg.call(client.get("/"))
                        .flatMap(LegClient::text)
                        .onErrorResume(
                                RefusedException.class,
                                e -> Mono.just(e.refusal().fault().id()))
                        .block(LegClient.PATIENCE));
            }

            assertThat(answers).containsExactlyInAnyOrder("200 ok", "upstream-unreachable");
            assertThat(client.names().asked()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", NameServer.NAME, "localhost"})
    void callWhenAddressIsNotAllowedThenIsRefusedAndNotConnected(String host) throws Exception {
        try (LegClient fenced = new LegClient(null, address -> !address.isLoopbackAddress());
                RawServer server = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")) {
            HttpLeg leg = fenced.legs().open(new HttpTarget(false, host, server.port()), PoolLimits.ofDefaults());

            assertThat(faultOf(leg.call(fenced.get("/")))).isEqualTo(UpstreamFault.ADDRESS_REFUSED);
            assertThat(leg.state()).isEqualTo(new LegState(0, 0, 0));
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void callWhenNameStandsInHostsFileThenIsAnswered() throws Exception {
        try (RawServer server = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")) {
            assertThat(exchange(to("localhost", server.port()), client.get("/")))
                    .isEqualTo("200 ok");
        }
    }

    @Test
    void callWhenHeadIsLateThenIsResponseTimeout() throws Exception {
        try (RawServer server = RawServer.running(peer -> {
            peer.readHead();
            peer.write("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200");
            peer.note("asked");
            peer.awaitClose();
        })) {
            CompletableFuture<Fault> call = failing(client.to(server), client.get("/"));
            assertThat(server.event()).isEqualTo("asked");

            client.pass(Duration.ofSeconds(29));

            assertThat(call.get()).isEqualTo(UpstreamFault.RESPONSE_TIMEOUT);
            assertThat(server.event()).isEqualTo("closed");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 2", "HTTP/1.1 200 OK\r\nContent-Le", "HTTP/1.1 100 Continue\r\n\r\n"})
    void callWhenConnectionEndsInsideHeadThenIsClosedEarly(String response) throws Exception {
        try (RawServer server = RawServer.running(peer -> {
            peer.readHead();
            peer.write(response);
        })) {
            assertThat(faultOf(client.to(server).call(client.get("/")))).isEqualTo(UpstreamFault.CLOSED_EARLY);
        }
    }

    @Test
    void callWhenConnectionIsResetThenIsClosedEarly() throws Exception {
        try (RawServer server = RawServer.running(peer -> {
            peer.readHead();
            peer.socket().setSoLinger(true, 0);
        })) {
            assertThat(faultOf(client.to(server).call(client.get("/")))).isEqualTo(UpstreamFault.CLOSED_EARLY);
        }
    }

    @Test
    void callWhenHeaderHoldsALineBreakThenIsInternalAndNothingIsSent() throws Exception {
        try (RawServer server = RawServer.running(peer -> peer.note("got " + peer.readHead()))) {
            LegRequest request = client.get("/");
            LegRequest injected = new LegRequest(
                    request.eventLoop(),
                    request.method(),
                    request.uri(),
                    DefaultHttpHeadersFactory.headersFactory()
                            .withValidation(false)
                            .newHeaders()
                            .set("X", "a\r\nY: b"),
                    0,
                    null,
                    request.limits());

            assertThat(faultOf(client.to(server).call(injected))).isEqualTo(GatewayFault.INTERNAL);
            assertThat(server.event()).isEqualTo("got null");
        }
    }

    @Test
    void cancelWhenWaitingForHeadThenClosesConnection() throws Exception {
        try (RawServer server = RawServer.running(peer -> {
            peer.readHead();
            peer.note("asked");
            peer.awaitClose();
        })) {
            Disposable call = client.to(server).call(client.get("/")).subscribe();
            assertThat(server.event()).isEqualTo("asked");

            call.dispose();

            assertThat(server.event()).isEqualTo("closed");
        }
    }

    private HttpLeg to(String host, int port) {
        return client.legs().open(new HttpTarget(false, host, port), PoolLimits.ofDefaults());
    }

    private static CompletableFuture<Fault> failing(HttpLeg leg, LegRequest request) {
        return leg.call(request).toFuture().handle((none, e) -> LegClient.fault(e));
    }
}

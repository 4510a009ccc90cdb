package io.gwanmun.gateway.integration.http;

import java.util.List;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Flux;

import io.gwanmun.gateway.pipeline.UpstreamFault;

import static io.gwanmun.gateway.integration.http.LegClient.await;
import static io.gwanmun.gateway.integration.http.LegClient.exchange;
import static io.gwanmun.gateway.integration.http.LegClient.faultOf;
import static org.assertj.core.api.Assertions.assertThat;

/** Which version of HTTP is spoken, by what both sides say in the handshake. */
@ExtendWith(LeakWatch.class)
@TestInstance(Lifecycle.PER_CLASS)
class Http2TlsTest {

    private final TestTrust trust;
    private final LegClient client;

    Http2TlsTest() throws Exception {
        trust = TestTrust.made();
        client = new LegClient(trust.client());
    }

    @AfterAll
    void close() {
        client.close();
    }

    @Test
    void callWhenAutoAndServiceChoosesH2ThenSpeaksIt() throws Exception {
        try (RawServer server = speaking("h2", "http/1.1")) {
            HttpLeg leg = to(server, Protocol.AUTO);

            assertThat(exchange(leg, client.get("/"))).isEqualTo("200 h2");
            assertThat(exchange(leg, client.get("/"))).isEqualTo("200 h2");
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void callWhenHttp2AndServiceHasItThenSpeaksIt() throws Exception {
        try (RawServer server = speaking("h2")) {
            assertThat(exchange(to(server, Protocol.HTTP2), client.get("/"))).isEqualTo("200 h2");
        }
    }

    @Test
    void callWhenAutoAndServiceChoosesHttp1ThenAllWaitingAreServedByIt() throws Exception {
        try (RawServer server = speaking("http/1.1")) {
            HttpLeg leg = to(server, Protocol.AUTO);

            List<String> answers = await(Flux.range(0, 3)
                    .flatMap(i -> leg.call(client.get("/")).flatMap(LegClient::text), 3)
                    .collectList());

            assertThat(answers).hasSize(3).containsOnly("200 h1");
            assertThat(server.connections()).isEqualTo(3);
            assertThat(exchange(leg, client.get("/"))).isEqualTo("200 h1");
            assertThat(server.connections()).isEqualTo(3);
        }
    }

    @Test
    void callWhenAutoAndLegIsClosedThenIsServedOnOneConnection() throws Exception {
        try (RawServer server = speaking("http/1.1")) {
            HttpLeg leg = to(server, Protocol.AUTO);
            leg.close();

            assertThat(exchange(leg, client.get("/"))).isEqualTo("200 h1");
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void callWhenAutoAndServiceDoesNotChooseThenSpeaksHttp1() throws Exception {
        try (RawServer server = speaking()) {
            assertThat(exchange(to(server, Protocol.AUTO), client.get("/"))).isEqualTo("200 h1");
        }
    }

    @Test
    void callWhenHttp1ThenOffersNothing() throws Exception {
        try (RawServer server = speaking("h2", "http/1.1")) {
            assertThat(exchange(to(server, Protocol.HTTP1), client.get("/"))).isEqualTo("200 h1");
        }
    }

    @Test
    void callWhenHttp2AndServiceHasOnlyHttp1ThenIsTlsFailed() throws Exception {
        try (RawServer server = speaking("http/1.1")) {
            assertThat(faultOf(to(server, Protocol.HTTP2).call(client.get("/"))))
                    .isEqualTo(UpstreamFault.TLS_FAILED);
        }
    }

    @Test
    void callWhenHttp2AndServiceDoesNotChooseThenIsTlsFailed() throws Exception {
        try (RawServer server = speaking()) {
            assertThat(faultOf(to(server, Protocol.HTTP2).call(client.get("/"))))
                    .isEqualTo(UpstreamFault.TLS_FAILED);
        }
    }

    @Test
    void callWhenHttp2AndCertificateIsForAnotherHostThenIsTlsFailed() throws Exception {
        try (RawServer server = speaking("h2")) {
            HttpLeg leg = client.legs()
                    .open(new HttpTarget(true, "127.0.0.1", server.port()), PoolLimits.ofDefaults(), Protocol.HTTP2);

            assertThat(faultOf(leg.call(client.get("/")))).isEqualTo(UpstreamFault.TLS_FAILED);
        }
    }

    @Test
    void callWhenAutoWithoutTlsThenSpeaksHttp1() throws Exception {
        try (RawServer server = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nh1")) {
            HttpLeg leg = client.legs()
                    .open(new HttpTarget(false, "127.0.0.1", server.port()), PoolLimits.ofDefaults(), Protocol.AUTO);

            assertThat(exchange(leg, client.get("/"))).isEqualTo("200 h1");
        }
    }

    private HttpLeg to(RawServer server, Protocol protocol) {
        return client.legs().open(new HttpTarget(true, "localhost", server.port()), PoolLimits.ofDefaults(), protocol);
    }

    /** Answers with the version that was chosen. */
    private RawServer speaking(String... protocols) {
        return RawServer.running(trust.sockets(), peer -> {
            SSLSocket socket = (SSLSocket) peer.socket();
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(protocols);
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            if ("h2".equals(socket.getApplicationProtocol())) {
                FramePeer frames = FramePeer.greet(peer);
                FramePeer.Frame frame = frames.next();
                while (frame.type() == FramePeer.HEADERS) {
                    frames.answer(frame.stream(), "h2");
                    frame = frames.next();
                }
            } else {
                while (peer.readHead() != null) {
                    peer.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nh1");
                }
            }
        });
    }
}

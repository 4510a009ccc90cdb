package io.gwanmun.gateway.integration.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLSocket;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

import io.gwanmun.gateway.pipeline.UpstreamFault;

import static io.gwanmun.gateway.integration.http.LegClient.exchange;
import static io.gwanmun.gateway.integration.http.LegClient.faultOf;
import static org.assertj.core.api.Assertions.assertThat;

/** Calls over TLS to a service with a certificate for {@code localhost}. */
@ExtendWith(LeakWatch.class)
@TestInstance(Lifecycle.PER_CLASS)
class LegTlsTest {

    private final TestTrust trust;
    private final LegClient client;

    LegTlsTest() throws Exception {
        trust = TestTrust.made();
        client = new LegClient(trust.client());
    }

    @AfterAll
    void close() {
        client.close();
    }

    @Test
    void callWhenCertificateIsTrustedThenAnswersAndUsesConnectionAgain() throws Exception {
        try (RawServer server = RawServer.running(trust.sockets(), peer -> {
            while (peer.readHead() != null) {
                SSLSocket socket = (SSLSocket) peer.socket();
                peer.note(socket.getSession().getProtocol());
                peer.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            }
        })) {
            HttpLeg leg = to("localhost", server);

            assertThat(exchange(leg, client.get("/"))).isEqualTo("200 ok");
            assertThat(exchange(leg, client.get("/"))).isEqualTo("200 ok");

            assertThat(server.event()).isEqualTo("TLSv1.3");
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void callWhenTargetIsANameThenSendsItInTheHandshake() throws Exception {
        try (RawServer server = RawServer.running(trust.sockets(), peer -> {
            SSLSocket socket = (SSLSocket) peer.socket();
            peer.readHead();
            peer.note(String.valueOf(((ExtendedSSLSession) socket.getSession())
                    .getRequestedServerNames()
                    .equals(List.of(new SNIHostName(NameServer.NAME)))));
            peer.write("HTTP/1.1 204 No Content\r\n\r\n");
        })) {
            assertThat(exchange(to(NameServer.NAME, server), client.get("/"))).isEqualTo("204 ");
            assertThat(server.event()).isEqualTo("true");
        }
    }

    @Test
    void callWhenCertificateIsForAnotherHostThenIsTlsFailed() throws Exception {
        try (RawServer server = RawServer.running(trust.sockets(), peer -> peer.note("got " + peer.readHead()))) {
            assertThat(faultOf(to("127.0.0.1", server).call(client.get("/")))).isEqualTo(UpstreamFault.TLS_FAILED);
            assertThat(server.event()).isEqualTo("broken");
        }
    }

    @Test
    void callWhenCertificateIsNotTrustedThenIsTlsFailed() throws Exception {
        try (LegClient stranger = new LegClient();
                RawServer server = RawServer.running(trust.sockets(), RawServer.Peer::readHead)) {
            HttpLeg leg =
                    stranger.legs().open(new HttpTarget(true, "localhost", server.port()), PoolLimits.ofDefaults());

            assertThat(faultOf(leg.call(stranger.get("/")))).isEqualTo(UpstreamFault.TLS_FAILED);
        }
    }

    @Test
    void callWhenServiceDoesNotSpeakTlsThenIsTlsFailed() throws Exception {
        try (LegClient strict = new LegClient();
                RawServer server = RawServer.running(peer -> {
                    peer.read(5);
                    peer.write("HTTP/1.1 400 Bad Request\r\n\r\n");
                    peer.awaitClose();
                })) {
            HttpLeg leg = strict.legs().open(new HttpTarget(true, "localhost", server.port()), PoolLimits.ofDefaults());

            assertThat(faultOf(leg.call(strict.get("/")))).isEqualTo(UpstreamFault.TLS_FAILED);
        }
    }

    @Test
    void bodyWhenConnectionEndsWithoutCloseNotifyThenIsTruncated() throws Exception {
        try (RawServer server = RawServer.running(peer -> {
            SSLSocket tls = trust.over(peer.socket());
            readHead(tls.getInputStream());
            tls.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\nto the end".getBytes(StandardCharsets.US_ASCII));
        })) {
            assertThat(faultOf(to("localhost", server).call(client.get("/")).flatMap(LegClient::text)))
                    .isEqualTo(UpstreamFault.BODY_TRUNCATED);
        }
    }

    @Test
    void callWhenIdleConnectionIsToldToCloseThenItIsNotUsedAgain() throws Exception {
        try (RawServer server = RawServer.running(peer -> {
            SSLSocket tls = trust.over(peer.socket());
            readHead(tls.getInputStream());
            tls.getOutputStream().write("HTTP/1.1 204 No Content\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            peer.await();
            tls.shutdownOutput();
            peer.awaitClose();
        })) {
            HttpLeg leg = to("localhost", server);
            assertThat(exchange(leg, client.get("/"))).isEqualTo("204 ");

            server.proceed();

            assertThat(server.event()).isEqualTo("closed");
            assertThat(exchange(leg, client.get("/"))).isEqualTo("204 ");
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    private static void readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
    }

    @Test
    void bodyWhenConnectionEndsWithCloseNotifyThenIsComplete() throws Exception {
        try (RawServer server = RawServer.running(trust.sockets(), peer -> {
            peer.readHead();
            peer.write("HTTP/1.1 200 OK\r\n\r\nto the end");
        })) {
            assertThat(exchange(to("localhost", server), client.get("/"))).isEqualTo("200 to the end");
        }
    }

    private HttpLeg to(String host, RawServer server) {
        return client.legs().open(new HttpTarget(true, host, server.port()), PoolLimits.ofDefaults());
    }
}

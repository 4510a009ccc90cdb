package io.gwanmun.gateway.tls;

import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.gwanmun.gateway.api.Secret;
import io.gwanmun.gateway.testing.Authority;
import io.gwanmun.gateway.testing.Authority.Issued;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Shakes hands with what the listener is given, byte by byte and without a network. */
class ContextsTest {

    private static final int MOST_TURNS = 50;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private static final Authority AUTHORITY = Authority.named("Test CA");
    private static final ServerCertificates CERTIFICATES = new ServerCertificates(InstantSource.system(), all -> {});

    private static Issued friend;
    private static Issued stranger;

    @BeforeAll
    static void offer() {
        friend = AUTHORITY.issue(builder -> builder.subject("CN=friend"));
        stranger = Authority.named("Other CA").issue(builder -> builder.subject("CN=stranger"));
        new CertificateFiles()
                .with("EC", AUTHORITY.issue("ec.test"))
                .with(
                        "RSA",
                        AUTHORITY.issue(
                                builder -> builder.rsa2048().subject("CN=rsa").addSanDnsName("rsa.test")))
                .with("CA", AUTHORITY.pem())
                .offer("""
                        certificates:
                          ec: {hosts: [ec.test], certificate: "${env:EC_CRT}", key: "${env:EC_KEY}"}
                          rsa: {hosts: [rsa.test], certificate: "${env:RSA_CRT}", key: "${env:RSA_KEY}"}
                          required:
                            hosts: [required.test]
                            certificate: "${env:EC_CRT}"
                            key: "${env:EC_KEY}"
                            clientCertificates: {trust: "${env:CA}"}
                          optional:
                            hosts: [optional.test]
                            certificate: "${env:EC_CRT}"
                            key: "${env:EC_KEY}"
                            clientCertificates: {trust: "${env:CA}", mode: optional}
                        """, CERTIFICATES);
    }

    private static SSLEngine server(String host) {
        return Objects.requireNonNull(CERTIFICATES.find(host)).context().newEngine(UnpooledByteBufAllocator.DEFAULT);
    }

    private static SSLEngine client(String name, @Nullable Issued shown) {
        SslContext context = new ServiceTls(
                        AUTHORITY.pem(),
                        shown == null ? null : shown.chain(),
                        shown == null ? null : Secret.of(shown.key()),
                        null)
                .context();
        return context.newEngine(UnpooledByteBufAllocator.DEFAULT, name, 443);
    }

    /** Carries bytes between both until neither has any more to say. */
    private static void shake(SSLEngine client, SSLEngine server) throws SSLException {
        client.beginHandshake();
        boolean moved = true;
        for (int turn = 0; moved && turn < MOST_TURNS; turn++) {
            moved = move(client, server) | move(server, client);
        }
    }

    private static boolean move(SSLEngine from, SSLEngine to) throws SSLException {
        ByteBuffer wire = ByteBuffer.allocate(1 << 16);
        tasks(from);
        while (from.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
            from.wrap(NOTHING, wire);
            tasks(from);
        }
        boolean moved = wire.flip().hasRemaining();
        while (wire.hasRemaining()) {
            SSLEngineResult result = to.unwrap(wire, ByteBuffer.allocate(1 << 16));
            tasks(to);
            if (result.bytesConsumed() == 0 && to.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
                moved |= move(to, from);
            }
        }
        return moved;
    }

    private static void tasks(SSLEngine engine) {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ec.test, TLSv1.3, TLS_AES_128_GCM_SHA256",
        "ec.test, TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
        "rsa.test, TLSv1.2, TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
        "rsa.test, TLSv1.2, TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
    })
    void handshakeWhenModernThenSecured(String host, String protocol, String cipher) throws Exception {
        SSLEngine client = client(host, null);
        SSLEngine server = server(host);
        client.setEnabledProtocols(new String[] {protocol});
        client.setEnabledCipherSuites(new String[] {cipher});

        shake(client, server);

        assertThat(server.getSession().getProtocol()).isEqualTo(protocol);
        assertThat(client.getSession().getCipherSuite()).isEqualTo(cipher);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256",
                "TLS_RSA_WITH_AES_128_GCM_SHA256",
                "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256"
            })
    void handshakeWhenCipherIsOldThenRefused(String cipher) throws Exception {
        SSLEngine client = client("rsa.test", null);
        client.setEnabledProtocols(new String[] {"TLSv1.2"});
        client.setEnabledCipherSuites(new String[] {cipher});

        assertThatThrownBy(() -> shake(client, server("rsa.test"))).isInstanceOf(SSLException.class);
    }

    @Test
    void contextWhenMadeThenOffersTwoVersionsOnly() {
        assertThat(server("ec.test").getEnabledProtocols()).containsExactlyInAnyOrder("TLSv1.3", "TLSv1.2");
        assertThat(server("ec.test").getEnabledCipherSuites()).hasSize(9).noneMatch(name -> name.contains("CBC"));
    }

    @ParameterizedTest
    @CsvSource({"h2 http/1.1, h2", "http/1.1 h2, h2", "http/1.1, http/1.1", "spdy/3, ''", "'', ''"})
    void handshakeWhenClientOffersProtocolsThenHttp2First(String offered, String chosen) throws Exception {
        SSLEngine client = client("ec.test", null);
        SSLParameters parameters = client.getSSLParameters();
        parameters.setApplicationProtocols(offered.isEmpty() ? new String[0] : offered.split(" ", -1));
        client.setSSLParameters(parameters);
        SSLEngine server = server("ec.test");

        shake(client, server);

        assertThat(String.valueOf(client.getApplicationProtocol())).isEqualTo(chosen);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void handshakeWhenClientsAreAskedThenOnlyTheTrustedPass(String protocol) throws Exception {
        SSLEngine server = server("required.test");
        shake(speaking(protocol, client("ec.test", friend)), server);
        assertThat(server.getSession().getPeerPrincipal()).hasToString("CN=friend");

        assertThatThrownBy(() -> shake(speaking(protocol, client("ec.test", null)), server("required.test")))
                .isInstanceOf(SSLException.class);
        assertThatThrownBy(() -> shake(speaking(protocol, client("ec.test", stranger)), server("required.test")))
                .isInstanceOf(SSLException.class);
    }

    @Test
    void handshakeWhenCertificateIsOptionalThenNoneIsFineAndAWrongOneIsNot() throws Exception {
        SSLEngine server = server("optional.test");
        shake(speaking("TLSv1.2", client("ec.test", null)), server);
        assertThat(server.getSession().getCipherSuite()).startsWith("TLS_ECDHE");
        assertThatThrownBy(() -> server.getSession().getPeerCertificates()).isInstanceOf(SSLException.class);

        SSLEngine shown = server("optional.test");
        shake(client("ec.test", friend), shown);
        assertThat(shown.getSession().getPeerPrincipal()).hasToString("CN=friend");
    }

    /** The runtime reads it once in a process, which other tests may have had it do before. */
    @Test
    void certificatesWhenLoadedThenClientsMayNotStartASecondHandshake() {
        assertThat(System.getProperty("jdk.tls.rejectClientInitiatedRenegotiation"))
                .isEqualTo("true");
    }

    @Test
    void handshakeWhenNameIsNotInTheCertificateThenClientRefuses() {
        assertThatThrownBy(() -> shake(client("else.test", null), server("ec.test")))
                .isInstanceOf(SSLException.class);
        assertThatCode(() -> shake(client("ec.test", null), server("ec.test"))).doesNotThrowAnyException();
    }

    @Test
    void contextWhenMadeForServicesThenSpeaksNoHttp2() {
        assertThat(new ServiceTls(null, null, null, null)
                        .context()
                        .applicationProtocolNegotiator()
                        .protocols())
                .isEqualTo(List.of());
    }

    private static SSLEngine speaking(String protocol, SSLEngine engine) {
        engine.setEnabledProtocols(new String[] {protocol});
        return engine;
    }
}

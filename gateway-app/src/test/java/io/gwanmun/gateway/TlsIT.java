package io.gwanmun.gateway;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;

import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

import io.gwanmun.gateway.testing.Authority;
import io.gwanmun.gateway.testing.LeakWatch;
import io.gwanmun.gateway.testing.RawClient;
import io.gwanmun.gateway.testing.Reply;
import io.gwanmun.gateway.testing.RunningGateway;
import io.gwanmun.gateway.testing.TlsClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The listener with TLS: handshakes, and what is spoken behind them. */
@ExtendWith(LeakWatch.class)
class TlsIT {

    private static final int PARTS = 64;
    private static final byte[] PART = new byte[64 * 1024];
    private static final int STREAMS = 100;

    private static final Authority AUTHORITY = Authority.named("Test CA");
    private static final TlsClient CLIENT = TlsClient.trusting(AUTHORITY);

    private static final String CERTIFICATE = """
              %2$s:
                hosts: %3$s
                certificate: "${file:%1$s/%2$s.crt}"
                key: "${file:%1$s/%2$s.key}"
            """;

    private static final String YAML = """
            apiVersion: gateway/v1
            upstreams:
              service: {targets: ["http://127.0.0.1:%d"]}
            apis:
              all:
                access: none
                websocket: {}
                routes:
                  all: {match: {path: "/{rest...}"}, maxBody: 8MB, to: {upstream: service}}
              closed:
                path: /closed
                routes:
                  all: {match: {path: "/{rest...}"}, maxBody: 8MB, to: {upstream: service}}
            certificates:
            """;

    @TempDir
    static Path secrets;

    private static DisposableServer service;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        service = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .route(routes -> routes.get(
                                "/large",
                                (request, response) ->
                                        response.send(Flux.range(0, PARTS).map(i -> Unpooled.wrappedBuffer(PART))))
                        .post(
                                "/count",
                                (request, response) -> response.sendString(request.receive()
                                        .map(part -> (long) part.readableBytes())
                                        .reduce(0L, Long::sum)
                                        .map(String::valueOf)))
                        .get(
                                "/held",
                                (request, response) -> response.sendString(
                                        Flux.just(request.uri()).delayElements(java.time.Duration.ofMillis(50))))
                        .ws(
                                "/echo",
                                (in, out) -> out.sendObject(in.receiveFrames().map(frame -> frame.retain())))
                        .get("/**", (request, response) -> response.sendString(Flux.just("secured"))))
                .bindNow();
        AUTHORITY.issue("shop.test").write(secrets, "exact");
        AUTHORITY.issue("any.shop.test").write(secrets, "wild");
        AUTHORITY.issue("localhost").write(secrets, "fallback");
        gateway = RunningGateway.with(
                YAML.formatted(service.port()) + exactAndWild() + fallback(),
                "--gateway.ingress.tls.port=0",
                "--gateway.ingress.tls.public-port=8443",
                "--gateway.api.secret-directories=" + secrets);
    }

    private static String exactAndWild() {
        return certificate("exact", "[shop.test]") + "    redirectToHttps: true\n"
                + certificate("wild", "[\"*.shop.test\"]");
    }

    private static String fallback() {
        return certificate("fallback", "[localhost]") + "    default: true\n";
    }

    private static String certificate(String name, String hosts) {
        return CERTIFICATE.formatted(secrets, name, hosts);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        service.disposeNow();
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("https://localhost:" + gateway.tlsPort() + path));
    }

    private static HttpResponse<String> send(Version version, HttpRequest.Builder request) throws Exception {
        return CLIENT.http(version).send(request.build(), BodyHandlers.ofString());
    }

    @ParameterizedTest
    @CsvSource({
        "shop.test, CN=shop.test",
        "SHOP.test, CN=shop.test",
        "a.shop.test, CN=any.shop.test",
        "a.b.shop.test, CN=localhost",
        "elsewhere.test, CN=localhost",
        ", CN=localhost",
    })
    void handshakeWhenNameIsAskedForThenItsCertificateIsShown(String name, String subject) throws IOException {
        try (SSLSocket socket = CLIENT.connect(gateway.tlsPort(), name)) {
            assertThat(TlsClient.shown(socket.getSession())
                            .getSubjectX500Principal()
                            .getName())
                    .isEqualTo(subject);
        }
    }

    @Test
    void handshakeWhenThereIsNoDefaultThenUnknownNamesAndNoneEndWithUnrecognizedName() throws IOException {
        try (RunningGateway strict = RunningGateway.with(
                YAML.formatted(service.port()) + exactAndWild(),
                "--gateway.ingress.tls.port=0",
                "--gateway.api.secret-directories=" + secrets)) {
            for (String name : Arrays.asList("elsewhere.test", null)) {
                assertThatThrownBy(() -> CLIENT.connect(strict.tlsPort(), name))
                        .isInstanceOf(SSLHandshakeException.class)
                        .hasMessageContaining("unrecognized_name");
            }
            try (RawClient raw = RawClient.to(strict.tlsPort())) {
                raw.send(hello(3));
                assertThat(raw.bytes(7)).isEqualTo(new byte[] {21, 3, 3, 0, 2, 2, 112});
                assertThat(raw.isClosed()).isTrue();
            }
            try (SSLSocket socket = CLIENT.connect(strict.tlsPort(), "shop.test")) {
                assertThat(socket.getSession().isValid()).isTrue();
            }
        }
    }

    @Test
    void handshakeWhenClientSpeaksTls11OnlyThenItEndsWithProtocolVersion() {
        try (RawClient raw = RawClient.to(gateway.tlsPort())) {
            byte[] alert = raw.send(hello(2)).bytes(7);

            assertThat(alert[0]).as("an alert").isEqualTo((byte) 21);
            assertThat(alert[6]).as("protocol_version").isEqualTo((byte) 70);
            assertThat(raw.untilEnd()).isEmpty();
        }
    }

    /** Returns the greeting of a client of TLS 1.x without extensions, 2 for TLS 1.1. */
    private static byte[] hello(int minor) {
        byte[] hello = new byte[9 + 2 + 32 + 1 + 8 + 2];
        byte[] head = {22, 3, 1, 0, (byte) (hello.length - 5), 1, 0, 0, (byte) (hello.length - 9), 3, (byte) minor};
        System.arraycopy(head, 0, hello, 0, head.length);
        byte[] ciphers = {0, 6, (byte) 0xC0, 0x09, (byte) 0xC0, 0x2B, 0, 0x2F, 1, 0};
        System.arraycopy(ciphers, 0, hello, hello.length - ciphers.length, ciphers.length);
        return hello;
    }

    @Test
    void handshakeWhenItIsNeverFinishedThenCut() {
        try (RunningGateway hasty = RunningGateway.with(
                "apiVersion: gateway/v1\ncertificates:\n" + fallback(),
                "--gateway.ingress.tls.port=0",
                "--gateway.ingress.tls.handshake-timeout=300ms",
                "--gateway.ingress.head-timeout=60s",
                "--gateway.api.secret-directories=" + secrets)) {
            try (RawClient silent = RawClient.to(hasty.tlsPort());
                    RawClient begun = RawClient.to(hasty.tlsPort());
                    RawClient half = RawClient.to(hasty.tlsPort())) {
                begun.send(Arrays.copyOf(hello(3), 20));
                half.send(hello(3));

                assertThat(silent.untilEnd()).isEmpty();
                assertThat(begun.untilEnd()).isEmpty();
                assertThat(half.untilEnd())
                        .as("the server's part, then the end")
                        .startsWith("\u0016");
            }
            RunningGateway.await(() -> hasty.metric("gateway_connections_open") == 0);
        }
    }

    @Test
    void connectionWhenItIsInClearThenClosedAndTheNextIsServed() throws Exception {
        for (String spoken : List.of(RawClient.head("GET", "/x"), "\r\n\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")) {
            try (RawClient plain = RawClient.to(gateway.tlsPort())) {
                assertThat(plain.send(spoken).untilEnd()).doesNotContain("HTTP/");
            }
        }
        assertThat(send(Version.HTTP_2, request("/x")).body()).isEqualTo("secured");
    }

    @Test
    void callInClearWhenHostRedirectsThenSentToThePortThatClientsReach() {
        Reply reply = gateway.call("POST", "/a/b?c=d&e", "Host: Shop.test:8080");

        assertThat(reply.status()).isEqualTo(308);
        assertThat(reply.header("Location")).isEqualTo("https://Shop.test:8443/a/b?c=d&e");
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void callWhenVersionIsNegotiatedThenSpokenAndLogged(Version version) throws Exception {
        HttpResponse<String> response = send(version, request("/x").header("X-Request-Id", "negotiated-" + version));

        assertThat(response.version()).isEqualTo(version);
        assertThat(response.body()).isEqualTo("secured");
        assertThat(gateway.logged(response.headers().firstValue("X-Request-Id").orElseThrow()))
                .containsEntry("protocol", version == Version.HTTP_2 ? "HTTP/2" : "HTTP/1.1");
    }

    @Test
    void callWhenClientSaysNothingOfProtocolsThenHttp11IsSpoken() throws IOException {
        try (SSLSocket socket = CLIENT.connect(gateway.tlsPort(), "shop.test")) {
            assertThat(socket.getApplicationProtocol()).isEmpty();
            assertThat(RawClient.over(socket)
                            .send(RawClient.head("GET", "/x"))
                            .reply()
                            .text())
                    .isEqualTo("secured");
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void downloadWhenLargeThenWhole(Version version) throws Exception {
        HttpResponse<byte[]> response =
                CLIENT.http(version).send(request("/large").build(), BodyHandlers.ofByteArray());

        assertThat(response.body()).hasSize(PARTS * PART.length);
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void uploadWhenLargeThenServiceGetsAllOfIt(Version version) throws Exception {
        byte[] body = new byte[4 * 1024 * 1024];
        List<HttpRequest.BodyPublisher> ways = List.of(
                BodyPublishers.ofByteArray(body), BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(body)));

        for (HttpRequest.BodyPublisher way : ways) {
            HttpResponse<String> response = send(version, request("/count").POST(way));
            assertThat(response.body()).isEqualTo(String.valueOf(body.length));
        }
    }

    @Test
    void uploadWhenRefusedBeforeItEndsThenClientOfHttp11SeesTheAnswer() {
        byte[] body = new byte[4 * 1024 * 1024];
        try (RawClient client = CLIENT.http1(gateway.tlsPort(), "shop.test")) {
            client.send(RawClient.head("POST", "/closed/x", "Content-Length: " + body.length));
            Reply reply = client.sendWhatIsTaken(body).reply();

            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.complete()).isTrue();
        }
    }

    @Test
    void callsWhenAHundredAreMadeAtOnceThenOneConnectionCarriesThem() throws Exception {
        HttpClient client = CLIENT.http(Version.HTTP_2);
        HttpResponse<String> first = client.send(request("/x").build(), BodyHandlers.ofString());
        double open = gateway.metric("gateway_connections_open");
        List<CompletableFuture<HttpResponse<String>>> calls = IntStream.range(0, STREAMS)
                .mapToObj(i -> client.sendAsync(request("/held?" + i).build(), BodyHandlers.ofString()))
                .toList();

        for (int i = 0; i < STREAMS; i++) {
            HttpResponse<String> response = calls.get(i).get(20, TimeUnit.SECONDS);
            assertThat(response.body()).isEqualTo("/held?" + i);
            assertThat(response.version()).isEqualTo(Version.HTTP_2);
            assertThat(response.sslSession().orElseThrow().getId())
                    .isEqualTo(first.sslSession().orElseThrow().getId());
        }
        assertThat(gateway.metric("gateway_connections_open")).isLessThanOrEqualTo(open);
    }

    @Test
    void socketWhenOpenedOverTlsThenTalksWithTheService() throws Exception {
        CompletableFuture<String> heard = new CompletableFuture<>();
        CompletableFuture<Integer> closed = new CompletableFuture<>();
        WebSocket socket = CLIENT.http(Version.HTTP_1_1)
                .newWebSocketBuilder()
                .buildAsync(URI.create("wss://localhost:" + gateway.tlsPort() + "/echo"), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
                        heard.complete(text.toString());
                        from.request(1);
                        return CompletableFuture.completedStage(null);
                    }

                    @Override
                    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
                        closed.complete(code);
                        return CompletableFuture.completedStage(null);
                    }
                })
                .get(20, TimeUnit.SECONDS);

        socket.sendText("hello", true).get(20, TimeUnit.SECONDS);
        assertThat(heard.get(20, TimeUnit.SECONDS)).isEqualTo("hello");
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(20, TimeUnit.SECONDS);
        assertThat(closed.get(20, TimeUnit.SECONDS)).isEqualTo(WebSocket.NORMAL_CLOSURE);
        assertThat(gateway.logged(line -> "/echo".equals(line.get("path")))).containsEntry("status", 101);
    }
}

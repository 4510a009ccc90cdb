package io.gwanmun.gateway;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import io.gwanmun.gateway.testing.LeakWatch;
import io.gwanmun.gateway.testing.RawClient;
import io.gwanmun.gateway.testing.RawServer;
import io.gwanmun.gateway.testing.Reply;
import io.gwanmun.gateway.testing.RunningGateway;

import static org.assertj.core.api.Assertions.assertThat;

/** Answers compressed on their way. */
@ExtendWith(LeakWatch.class)
class CompressionIT {

    private static final String YAML = """
            apiVersion: gateway/v1
            upstreams:
              raw: {targets: ["%s"]}
            apis:
              shop:
                path: /shop
                access: none
                compression: {minSize: 1000B}
                routes:
                  off: {match: {path: /off}, compression: none, to: {upstream: raw}}
                  filtered:
                    match: {path: /filtered}
                    filters: [{name: SetResponseHeader, args: {name: Content-Type, value: image/png}}]
                    to: {upstream: raw}
                  all: {match: {path: "/{rest...}"}, to: {upstream: raw}}
              plain:
                path: /plain
                access: none
                routes: {all: {to: {upstream: raw}}}
            """;
    private static final String GZIP = "Accept-Encoding: gzip";
    private static final String TEXT = "0123456789".repeat(100);

    private static RawServer service;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        service = RawServer.answering("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
        gateway = RunningGateway.with(YAML.formatted(service.url()));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        service.close();
    }

    @Test
    void getWhenClientTakesGzipThenCompressed() throws IOException {
        says("Content-Type: text/plain", "ETag: \"v1\"", "Accept-Ranges: bytes", "Content-Length: 1000", TEXT);
        Reply reply = gateway.get("/shop/x", GZIP);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(reply.header("ETag")).isEqualTo("W/\"v1\"");
        assertThat(reply.all("Vary")).containsExactly("Accept-Encoding");
        assertThat(reply.all("Accept-Ranges")).isEmpty();
        assertThat(reply.body().length).isLessThan(100);
        assertThat(plain(reply)).isEqualTo(TEXT);
        assertThat(gateway.logged(reply.header("X-Request-Id"))).containsEntry("bytesOut", reply.body().length);
    }

    @Test
    void getWhenOneByteIsMissingThenAsItIs() {
        says("Content-Type: text/plain", "Content-Length: 999", TEXT.substring(1));
        Reply reply = gateway.get("/shop/x", GZIP);
        assertThat(reply.text()).isEqualTo(TEXT.substring(1));
        assertThat(reply.all("Content-Encoding")).isEmpty();
        assertThat(reply.all("Vary")).isEmpty();
    }

    @Test
    void getWhenClientDoesNotTakeGzipThenAsItIsAndSaidSo() {
        says("Content-Type: text/plain", "ETag: \"v1\"", "Content-Length: 1000", TEXT);
        Reply reply = gateway.get("/shop/x", "Accept-Encoding: gzip;q=0, br");
        assertThat(reply.text()).isEqualTo(TEXT);
        assertThat(reply.header("ETag")).isEqualTo("\"v1\"");
        assertThat(reply.header("Content-Length")).isEqualTo("1000");
        assertThat(reply.all("Vary")).containsExactly("Accept-Encoding");
    }

    @Test
    void getWhenServiceHasCompressedThenAsItIs() {
        says("Content-Type: text/plain", "Content-Encoding: br", "Content-Length: 1000", TEXT);
        Reply reply = gateway.get("/shop/x", GZIP);
        assertThat(reply.text()).isEqualTo(TEXT);
        assertThat(reply.all("Content-Encoding")).containsExactly("br");
    }

    @Test
    void getWhenNotAskedForThenAsItIs() {
        for (String path : new String[] {"/plain/x", "/shop/off"}) {
            says("Content-Type: text/plain", "Content-Length: 1000", TEXT);
            Reply reply = gateway.get(path, GZIP);
            assertThat(reply.text()).isEqualTo(TEXT);
            assertThat(reply.all("Vary")).isEmpty();
        }
    }

    @Test
    void getWhenAFilterChangesTheTypeThenThatDecides() {
        says("Content-Type: text/plain", "Content-Length: 1000", TEXT);
        assertThat(gateway.get("/shop/filtered", GZIP).text()).isEqualTo(TEXT);
    }

    @Test
    void headWhenClientTakesGzipThenNoBodyAndNoCoding() {
        service.plays(peer -> {
            peer.head();
            peer.write(
                    "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: text/plain\r\nContent-Length: 1000\r\n\r\n");
        });
        Reply reply = gateway.call("HEAD", "/shop/x", GZIP);
        assertThat(reply.all("Content-Encoding")).isEmpty();
        assertThat(reply.header("Content-Length")).isEqualTo("1000");
        assertThat(reply.all("Vary")).containsExactly("Accept-Encoding");
    }

    @Test
    void getWhenPartOfARangeThenAsItIs() {
        service.plays(peer -> {
            peer.head();
            peer.write("HTTP/1.1 206 Partial Content\r\nConnection: close\r\nContent-Type: text/plain\r\n"
                    + "Content-Range: bytes 0-999/2000\r\nContent-Length: 1000\r\n\r\n" + TEXT);
        });
        Reply reply = gateway.get("/shop/x", GZIP, "Range: bytes=0-999");
        assertThat(reply.text()).isEqualTo(TEXT);
        assertThat(reply.all("Content-Encoding")).isEmpty();
    }

    @Test
    void getWhenRefusedThenAsItIs() {
        Reply reply = gateway.get("/shop/../x", GZIP);
        assertThat(reply.json()).containsEntry("status", 400);
    }

    @Test
    void getWhenEventsComeOneByOneThenEachCanBeReadBeforeTheNextIsSent() throws IOException {
        service.plays(peer -> {
            peer.head();
            peer.write("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: text/event-stream\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n");
            peer.await();
            peer.write("8\r\ndata: 1\n\r\n");
            peer.await();
            peer.write("8\r\ndata: 2\n\r\n0\r\n\r\n");
        });

        try (RawClient client = gateway.connect()) {
            client.send(RawClient.head("GET", "/shop/events", GZIP));
            assertThat(client.replyHead()).anyMatch(line -> line.equalsIgnoreCase("Content-Encoding: gzip"));
            service.proceed();
            byte[] first = client.chunk().getBytes(StandardCharsets.ISO_8859_1);
            GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(first));
            assertThat(new String(in.readNBytes(8), StandardCharsets.UTF_8)).isEqualTo("data: 1\n");
            service.proceed();
            assertThat(client.chunk()).isNotEmpty();
        }
    }

    @Test
    void getWhenClientLeavesInTheMiddleThenNothingIsLeft() {
        service.plays(peer -> {
            peer.head();
            peer.write("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: text/plain\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n3e8\r\n" + TEXT + "\r\n");
            peer.await();
        });
        String requestId;
        try (RawClient client = gateway.connect()) {
            client.send(RawClient.head("GET", "/shop/left", GZIP, "X-Request-Id: left-in-the-middle"));
            client.replyHead();
            requestId = "left-in-the-middle";
        }
        assertThat(gateway.logged(requestId)).containsEntry("fault", "client-closed");
        service.proceed();
    }

    @Test
    void getWhenTheBodyBreaksOffThenTheClientNotices() {
        service.plays(peer -> {
            peer.head();
            peer.write(
                    "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: text/plain\r\nContent-Length: 5000\r\n\r\n"
                            + TEXT);
        });
        assertThat(gateway.get("/shop/broken", GZIP).complete()).isFalse();
    }

    private static void says(String... headersAndBody) {
        StringBuilder answer = new StringBuilder("HTTP/1.1 200 OK\r\nConnection: close\r\n");
        for (int i = 0; i < headersAndBody.length - 1; i++) {
            answer.append(headersAndBody[i]).append("\r\n");
        }
        answer.append("\r\n").append(headersAndBody[headersAndBody.length - 1]);
        service.plays(peer -> {
            peer.head();
            peer.write(answer.toString());
        });
    }

    private static String plain(Reply reply) throws IOException {
        return new String(
                new GZIPInputStream(new ByteArrayInputStream(reply.body())).readAllBytes(), StandardCharsets.UTF_8);
    }
}

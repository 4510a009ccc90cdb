package io.gwanmun.gateway.integration.http;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpMethod;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.test.StepVerifier;

import static io.gwanmun.gateway.integration.http.LegClient.await;
import static io.gwanmun.gateway.integration.http.LegClient.exchange;
import static io.gwanmun.gateway.integration.http.LegClient.parts;
import static io.gwanmun.gateway.integration.http.LegClient.text;
import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(LeakWatch.class)
class LegExchangeTest {

    private final LegClient client = new LegClient();

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void callWhenBodyArrivesWithHeadThenHandsItOutWhole() throws Exception {
        try (RawServer server = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")) {
            LegResponse response = await(client.to(server).call(client.get("/a?b=c")));

            ByteBuf whole = response.whole();
            assertThat(response.status().code()).isEqualTo(200);
            assertThat(response.contentLength()).isEqualTo(5);
            assertThat(LegClient.read(whole)).isEqualTo("hello");
            assertThat(whole).isNotNull().extracting(ByteBuf::refCnt).isEqualTo(0);
        }
    }

    @Test
    void bodyWhenWholeIsCancelledOrDiscardedThenReleasesIt() throws Exception {
        try (RawServer server = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")) {
            HttpLeg leg = client.to(server);
            LegResponse cancelled = await(leg.call(client.get("/")));
            LegResponse discarded = await(leg.call(client.get("/")));

            StepVerifier.create(cancelled.body(), 0).thenCancel().verify();
            discarded.discard();
            client.loop().submit(() -> {}).sync();

            assertThat(cancelled.whole())
                    .isNotNull()
                    .extracting(ByteBuf::refCnt)
                    .isEqualTo(0);
            assertThat(discarded.whole())
                    .isNotNull()
                    .extracting(ByteBuf::refCnt)
                    .isEqualTo(0);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void callWhenRequestHasNoBodyThenSendsHeadWithoutFraming() throws Exception {
        try (RawServer server = RawServer.running(peer -> {
            peer.note(peer.readHead());
            peer.write("HTTP/1.1 204 No Content\r\n\r\n");
        })) {
            assertThat(exchange(client.to(server), client.get("/a?b=c"))).isEqualTo("204 ");

            assertThat(server.event()).isEqualTo("GET /a?b=c HTTP/1.1\r\nhost: service.test\r\n\r\n");
        }
    }

    @Test
    void callWhenLengthIsKnownThenSendsBodyWithContentLength() throws Exception {
        try (RawServer server = RawServer.running(peer -> {
            peer.note(peer.readHead());
            peer.note(new String(peer.read(10), StandardCharsets.UTF_8));
            peer.write("HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\nok");
            peer.awaitClose();
        })) {
            LegRequest request = client.request(HttpMethod.POST, "/", 10, parts("01234", "56789"));

            assertThat(exchange(client.to(server), request)).isEqualTo("201 ok");

            assertThat(server.event()).contains("content-length: 10\r\n").doesNotContain("chunked");
            assertThat(server.event()).isEqualTo("0123456789");
        }
    }

    @Test
    void callWhenLengthIsUnknownThenSendsChunks() throws Exception {
        try (RawServer server = RawServer.running(peer -> {
            peer.note(peer.readHead());
            peer.note(peer.readUntil("0\r\n\r\n"));
            peer.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nX-Late: 1\r\n\r\n");
            peer.awaitClose();
        })) {
            LegRequest request = client.request(HttpMethod.POST, "/", -1, parts("01234", "", "56789"));

            LegResponse response = await(client.to(server).call(request));

            assertThat(server.event())
                    .contains("transfer-encoding: chunked\r\n")
                    .doesNotContain("content-length");
            assertThat(server.event()).isEqualTo("5\r\n01234\r\n5\r\n56789\r\n0\r\n\r\n");
            assertThat(response.headers().names()).isEmpty();
            assertThat(await(text(response))).isEqualTo("200 ok");
        }
    }
}

package io.gwanmun.samples.echo;

import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.netty.DisposableServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the service does when told to: looked at on the bare connection. */
class MisbehaviourTest {

    private static DisposableServer server;

    @BeforeAll
    static void start() {
        server = EchoApplication.start("--server.port=0");
    }

    @AfterAll
    static void stop() {
        server.disposeNow();
    }

    @Test
    void answerWhenDelayedThenNoByteBeforeItsTime() throws Exception {
        try (RawAnswer answer = get("X-Echo-Delay: 10m")) {
            assertThatThrownBy(() -> answer.next(200)).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void answerWhenDelayIsOverThenEcho() throws Exception {
        try (RawAnswer answer = get("X-Echo-Delay: 50ms")) {
            assertThat(answer.head()).startsWith("HTTP/1.1 200 OK");
            assertThat(answer.rest()).startsWith("{\"method\":\"GET\"").endsWith("}");
        }
    }

    @Test
    void answerWhenBodyIsDelayedThenHeadComesAtOnceAndBodyNotBeforeItsTime() throws Exception {
        try (RawAnswer answer = get("X-Echo-Body-Delay: 10m")) {
            assertThat(answer.head()).startsWith("HTTP/1.1 200 OK").contains("content-length: ");
            assertThatThrownBy(() -> answer.next(200)).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void answerWhenBodyDelayIsOverThenEcho() throws Exception {
        try (RawAnswer answer = get("X-Echo-Body-Delay: 50ms")) {
            assertThat(answer.rest()).contains("{\"method\":\"GET\"").endsWith("}");
        }
    }

    @Test
    void answerWhenStatusAskedThenThatStatusWithTheEcho() throws Exception {
        try (RawAnswer answer = get("X-Echo-Status: 503")) {
            assertThat(answer.head()).startsWith("HTTP/1.1 503 ");
            assertThat(answer.rest()).startsWith("{\"method\":\"GET\"");
        }
    }

    @Test
    void answerWhenStatusAllowsNoBodyThenNone() throws Exception {
        for (String status : new String[] {"204", "205", "304"}) {
            try (RawAnswer answer = get("X-Echo-Status: " + status)) {
                assertThat(answer.head()).startsWith("HTTP/1.1 " + status);
                assertThat(answer.rest()).isEmpty();
            }
        }
    }

    @Test
    void answerWhenResetThenConnectionIsResetBeforeAnyByte() throws Exception {
        try (RawAnswer answer = get("X-Echo-Reset: true")) {
            assertThatThrownBy(() -> answer.next(10_000))
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
    }

    @Test
    void answerWhenTruncatedThenPromisesAllAndClosesAfterSoManyBytes() throws Exception {
        try (RawAnswer answer = get("X-Echo-Truncate: 10", "X-Echo-Size: 1KB")) {
            assertThat(answer.head()).startsWith("HTTP/1.1 200 OK").contains("content-length: 1024");
            assertThat(answer.rest()).isEqualTo("0123456789");
        }
    }

    @Test
    void answerWhenTruncatedAtOnceThenOnlyHead() throws Exception {
        try (RawAnswer answer = get("X-Echo-Truncate: 0", "X-Echo-Size: 1KB")) {
            assertThat(answer.head()).contains("content-length: 1024");
            assertThat(answer.rest()).isEmpty();
        }
    }

    @Test
    void answerWhenTruncatedAndChunkedThenLastChunkIsMissing() throws Exception {
        try (RawAnswer answer = get("X-Echo-Truncate: 10", "X-Echo-Chunked: true")) {
            assertThat(answer.head()).contains("transfer-encoding: chunked").doesNotContain("content-length");
            assertThat(answer.rest()).isEqualTo("a\r\n{\"method\":\r\n");
        }
    }

    @Test
    void answerWhenTruncationIsNoneThenRefused() throws Exception {
        assertRefused(
                "X-Echo-Truncate: 16 (expected: less than the 16 bytes of the body)",
                "X-Echo-Truncate: 16",
                "X-Echo-Size: 16");
    }

    @Test
    void answerWhenHeadersAskedThenAllOfThemInOrder() throws Exception {
        try (RawAnswer answer = get("X-Echo-Header: Set-Cookie: a=1; Path=/", "X-Echo-Header: Set-Cookie: b=2")) {
            assertThat(answer.head()).contains("Set-Cookie: a=1; Path=/\nSet-Cookie: b=2\n");
        }
    }

    @Test
    void answerWhenContentTypeAskedThenInsteadOfOurs() throws Exception {
        try (RawAnswer answer = get("X-Echo-Header: Content-Type: text/html")) {
            assertThat(answer.head()).contains("Content-Type: text/html").doesNotContain("content-type:");
        }
    }

    @Test
    void answerWhenSizeAskedThenBodyOfThatSize() throws Exception {
        try (RawAnswer answer = get("X-Echo-Size: 1MB")) {
            assertThat(answer.head()).contains("content-length: 1048576", "content-type: text/plain");
            assertThat(answer.rest()).isEqualTo("0123456789abcdef".repeat(65_536));
        }
    }

    @Test
    void answerWhenSizeIsZeroThenEmptyBody() throws Exception {
        try (RawAnswer answer = get("X-Echo-Size: 0")) {
            assertThat(answer.head()).contains("content-length: 0");
            assertThat(answer.rest()).isEmpty();
        }
    }

    @Test
    void answerWhenChunkedThenSeveralChunksAndNoLength() throws Exception {
        try (RawAnswer answer = get("X-Echo-Chunked: true", "X-Echo-Size: 70")) {
            assertThat(answer.head()).contains("transfer-encoding: chunked").doesNotContain("content-length");
            assertThat(answer.rest())
                    .isEqualTo("40\r\n" + "0123456789abcdef".repeat(4) + "\r\n6\r\n012345\r\n0\r\n\r\n");
        }
    }

    @Test
    void answerWhenInstructionIsBadThenRefused() throws Exception {
        assertRefused(
                "X-Echo-Delay: soon (expected: a time such as 500ms, 2s or 1m, at most 10m)", "X-Echo-Delay: soon");
    }

    @Test
    void answerWhenBadInstructionComesWithHeadThenNoBody() throws Exception {
        try (RawAnswer answer = RawAnswer.to(server.port(), "HEAD /a HTTP/1.1", "Host: h", "X-Echo-Delay: soon")) {
            assertThat(answer.head()).startsWith("HTTP/1.1 400 Bad Request");
            assertThat(answer.rest()).isEmpty();
        }
    }

    private static void assertRefused(String detail, String... headers) throws IOException {
        try (RawAnswer answer = get(headers)) {
            assertThat(answer.head())
                    .startsWith("HTTP/1.1 400 Bad Request")
                    .contains("content-type: application/problem+json");
            assertThat(answer.rest())
                    .isEqualTo("{\"title\":\"Bad Request\",\"status\":400,\"detail\":\"" + detail + "\"}");
        }
    }

    private static RawAnswer get(String... headers) throws IOException {
        String[] lines = new String[headers.length + 2];
        lines[0] = "GET /a HTTP/1.1";
        lines[1] = "Host: h";
        System.arraycopy(headers, 0, lines, 2, headers.length);
        return RawAnswer.to(server.port(), lines);
    }
}

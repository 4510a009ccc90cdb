package io.gwanmun.gateway.ingress.http;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What the decoder makes of chunks, however the network cuts them. */
class Http1DecoderTest {

    private static final Duration TIME = Duration.ofSeconds(1);
    private static final ServerLimits LIMITS =
            new ServerLimits(8192, 8192, 100, 8192, TIME, TIME, TIME, 1, TIME, 1, 1, 1, 1, 1);
    private static final String HEAD = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final String ZEROS = "0".repeat(16);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 16, 17, 18, 19, 1000})
    void decodeWhenASizeHasMoreThan16DigitsThenFailsHoweverItIsCut(int step) {
        assertThat(decoded("5\r\nhello\r\n" + ZEROS + "5\r\nhello\r\n0\r\n\r\n", step))
                .isEqualTo("hello!");
        assertThat(decoded(ZEROS + "0\r\n\r\n", step)).isEqualTo("!");
        assertThat(decoded("5;a=b\r\nhello\r\n" + ZEROS + "0;a\r\n\r\n", step)).isEqualTo("hello!");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 16, 17, 18, 19, 1000})
    void decodeWhenOnlyContentAndTrailersHaveManyDigitsThenTakesThemHoweverTheyAreCut(int step) {
        String body = "0000000000000014;a\r\n" + ZEROS + "\r\n\r\n\r\n" + "11\r\n" + ZEROS + "\n\r\n" + "0\r\n" + ZEROS
                + "0: a\r\n\r\n";
        assertThat(decoded(body + HEAD + "5\r\nhello\r\n0\r\n\r\n", step))
                .isEqualTo(ZEROS + "\r\n\r\n" + ZEROS + "\n.hello.");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000})
    void decodeWhenASizeIsNotSoundThenForgetsWhatFollows(int step) {
        assertThat(decoded(ZEROS + "5\r\nhello\r\n0\r\n\r\n" + HEAD + "5\r\nhello\r\n0\r\n\r\n", step))
                .isEqualTo("!");
    }

    /** Returns the bodies of a chunked request and what follows it: {@code .} behind each, {@code !} where they broke. */
    private static String decoded(String body, int step) {
        EmbeddedChannel channel = new EmbeddedChannel(new Http1Decoder(LIMITS));
        byte[] bytes = (HEAD + body).getBytes(StandardCharsets.ISO_8859_1);
        for (int from = 0; from < bytes.length; from += step) {
            channel.writeInbound(Unpooled.copiedBuffer(bytes, from, Math.min(step, bytes.length - from)));
        }
        StringBuilder text = new StringBuilder();
        for (Object message = channel.readInbound(); message != null; message = channel.readInbound()) {
            if (message instanceof HttpRequest request) {
                assertThat(request.decoderResult().isSuccess()).isTrue();
            }
            if (message instanceof HttpContent content) {
                text.append(content.content().toString(StandardCharsets.ISO_8859_1));
                text.append(content.decoderResult().isFailure() ? "!" : endOf(content));
                content.release();
            }
        }
        channel.finishAndReleaseAll();
        return text.toString();
    }

    private static String endOf(HttpContent content) {
        return content instanceof LastHttpContent ? "." : "";
    }
}

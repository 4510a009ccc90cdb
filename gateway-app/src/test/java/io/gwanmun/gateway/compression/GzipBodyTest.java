package io.gwanmun.gateway.compression;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

import io.gwanmun.gateway.pipeline.Call;
import io.gwanmun.gateway.pipeline.Origin;
import io.gwanmun.gateway.testing.LeakWatch;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(LeakWatch.class)
class GzipBodyTest {

    private final NettyDataBufferFactory buffers = new NettyDataBufferFactory(ByteBufAllocator.DEFAULT);
    private final Call call = new Call("id", "GET", "/", Origin.unknown("http"), 0);
    private final List<byte[]> got = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255, 256, 257, 100_000})
    void subscribeWhenPartsAreOfAnySizeThenTheSameTextComesOut(int length) throws IOException {
        String text = text(length);
        StepVerifier.create(body(Flux.just(part(text), part("end"))).doOnNext(this::keep))
                .thenConsumeWhile(any -> true)
                .verifyComplete();
        assertThat(plain(all())).isEqualTo(text + "end");
        assertThat(call.responseBytes()).isEqualTo(all().length - length - 3);
    }

    @Test
    void subscribeWhenAPartIsThereThenAllOfItCanBeRead() throws IOException {
        TestPublisher<DataBuffer> parts = TestPublisher.create();
        StepVerifier.create(body(parts.flux()).doOnNext(this::keep))
                .then(() -> parts.next(part("data: 1\n\n")))
                .expectNextCount(1)
                .then(() -> assertThat(readable(all())).isEqualTo("data: 1\n\n"))
                .then(() -> parts.next(part("data: 2\n\n")))
                .expectNextCount(1)
                .then(() -> assertThat(readable(all())).isEqualTo("data: 1\n\ndata: 2\n\n"))
                .then(parts::complete)
                .expectNextCount(1)
                .verifyComplete();
        assertThat(plain(all())).isEqualTo("data: 1\n\ndata: 2\n\n");
    }

    @Test
    void subscribeWhenAPartIsEmptyThenItStaysEmpty() {
        StepVerifier.create(body(Flux.just(part(""))).doOnNext(this::keep))
                .expectNextCount(2)
                .verifyComplete();
        assertThat(got.get(0)).isEmpty();
    }

    @Test
    void requestWhenOnlyThePartsAreWantedThenTheEndWaits() throws IOException {
        StepVerifier.create(body(Flux.just(part("a"), part("b"))).doOnNext(this::keep), 2)
                .expectNextCount(2)
                .expectNoEvent(Duration.ofMillis(1))
                .thenRequest(1)
                .expectNextCount(1)
                .verifyComplete();
        assertThat(plain(all())).isEqualTo("ab");
    }

    @Test
    void cancelWhenPartsAreUnderWayThenNothingIsLeft() {
        TestPublisher<DataBuffer> parts =
                TestPublisher.createNoncompliant(TestPublisher.Violation.CLEANUP_ON_TERMINATE);
        DataBuffer late = part("late");
        StepVerifier.create(body(parts.flux()).doOnNext(this::keep))
                .then(() -> parts.next(part("a")))
                .expectNextCount(1)
                .thenCancel()
                .verify();
        parts.assertCancelled();
        parts.next(late);
        ByteBuf buffer = NettyDataBufferFactory.toByteBuf(late);
        assertThat(buffer.refCnt()).isZero();
    }

    @Test
    void subscribeWhenTheBodyFailsThenSoDoesThis() {
        StepVerifier.create(body(Flux.concat(Flux.just(part("a")), Flux.error(new IOException("broken"))))
                        .doOnNext(this::keep))
                .expectNextCount(1)
                .verifyErrorMessage("broken");
    }

    private Flux<DataBuffer> body(Flux<DataBuffer> parts) {
        return new GzipBody(parts, buffers, 6, call);
    }

    private DataBuffer part(String text) {
        return buffers.wrap(ByteBufAllocator.DEFAULT.directBuffer().writeBytes(text.getBytes(StandardCharsets.UTF_8)));
    }

    private void keep(DataBuffer part) {
        byte[] bytes = new byte[part.readableByteCount()];
        part.read(bytes);
        DataBufferUtils.release(part);
        got.add(bytes);
    }

    private byte[] all() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        got.forEach(all::writeBytes);
        return all.toByteArray();
    }

    private static String text(int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; text.length() < length; i++) {
            text.append(Integer.toString(i * 7919, 36));
        }
        return text.substring(0, length);
    }

    private static String plain(byte[] bytes) throws IOException {
        return new String(new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Returns what can be read before the end is there. */
    private static String readable(byte[] bytes) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            for (int b = in.read(); b >= 0; b = in.read()) {
                text.write(b);
            }
            throw new AssertionError("the end is there");
        } catch (IOException unfinished) {
            return text.toString(StandardCharsets.UTF_8);
        }
    }
}

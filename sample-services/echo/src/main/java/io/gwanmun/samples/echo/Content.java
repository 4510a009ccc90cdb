package io.gwanmun.samples.echo;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SynchronousSink;

/** The body of an answer: a block of bytes, repeated until the length is reached, so that a large one needs no memory. */
final class Content {

    private static final byte[] FILLER = "0123456789abcdef".repeat(1024).getBytes(StandardCharsets.US_ASCII);

    private final String type;
    private final byte[] block;
    private final long length;

    private Content(String type, byte[] block, long length) {
        this.type = type;
        this.block = block;
        this.length = length;
    }

    static Content json(String text) {
        return of("application/json", text);
    }

    static Content problem(String text) {
        return of("application/problem+json", text);
    }

    static Content filler(long length) {
        return new Content("text/plain", FILLER, length);
    }

    private static Content of(String type, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Content(type, bytes, bytes.length);
    }

    String type() {
        return type;
    }

    /** In bytes. */
    long length() {
        return length;
    }

    /** The first bytes of the body, in parts of at most this many; the subscriber releases them. */
    Flux<ByteBuf> first(long bytes, int part) {
        return Flux.generate(() -> 0L, (sent, sink) -> next(sent, bytes, part, sink));
    }

    private Long next(long sent, long bytes, int part, SynchronousSink<ByteBuf> sink) {
        if (sent >= bytes) {
            sink.complete();
            return sent;
        }
        int offset = (int) (sent % block.length);
        int size = (int) Math.min(Math.min(part, block.length - offset), bytes - sent);
        sink.next(Unpooled.wrappedBuffer(block, offset, size));
        return sent + size;
    }
}

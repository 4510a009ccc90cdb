package io.gwanmun.gateway.compression;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;

/**
 * Makes one gzip member of a body that comes in parts
 * (<a href="https://datatracker.ietf.org/doc/html/rfc1952">RFC 1952</a>). What is made of a part is complete: a reader that has
 * it can read all of the part, so that events reach the client one by one. Holds memory outside the heap until closed.
 */
final class Gzip implements AutoCloseable {

    /** Magic, deflate, no flags, no time, no extra flags, unknown system. */
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

    /** The least room for output; more than the mark of a flush, as {@link Deflater} asks. */
    private static final int ROOM = 256;

    private final Deflater deflater;
    private final CRC32 sum = new CRC32();
    private final ByteBufAllocator allocator;
    private long length;
    private boolean begun;
    private boolean closed;

    Gzip(int level, ByteBufAllocator allocator) {
        this.deflater = new Deflater(level, true);
        this.allocator = allocator;
    }

    /** Returns what a part becomes; the part stays the caller's, the result is. */
    ByteBuf add(ByteBuf part) {
        return make(part, Deflater.SYNC_FLUSH);
    }

    /** Returns the end of the member. */
    ByteBuf end() {
        return endWith(Unpooled.EMPTY_BUFFER);
    }

    /** Returns what a last part becomes, the end included; the part stays the caller's, the result is. */
    ByteBuf endWith(ByteBuf part) {
        ByteBuf out = make(part, Deflater.NO_FLUSH);
        deflater.finish();
        drain(out, Deflater.NO_FLUSH);
        out.writeIntLE((int) sum.getValue());
        out.writeIntLE((int) length);
        return out;
    }

    private ByteBuf make(ByteBuf part, int flush) {
        ByteBuf out = allocator.buffer(ROOM + part.readableBytes() / 2);
        if (!begun) {
            begun = true;
            out.writeBytes(HEADER);
        }
        for (ByteBuffer bytes : part.nioBuffers()) {
            length += bytes.remaining();
            sum.update(bytes.duplicate());
            deflater.setInput(bytes);
            drain(out, Deflater.NO_FLUSH);
        }
        if (flush != Deflater.NO_FLUSH) {
            drain(out, flush);
        }
        return out;
    }

    private void drain(ByteBuf out, int flush) {
        boolean isFull = true;
        while (isFull) {
            out.ensureWritable(ROOM);
            ByteBuffer room = out.nioBuffer(out.writerIndex(), out.writableBytes());
            int made = deflater.deflate(room, flush);
            out.writerIndex(out.writerIndex() + made);
            isFull = !room.hasRemaining();
        }
    }

    /** Gives the memory back; harmless when done before. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            deflater.end();
        }
    }
}

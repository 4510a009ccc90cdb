package io.gwanmun.gateway.observability;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * Standard output, past the program's own print stream. Lines go out in pieces of at most 4096 bytes where their length
 * allows: a pipe takes such a piece whole, so lines of the program's log never stand inside one of ours.
 */
final class OutputSink implements LineSink {

    private static final int PIPE_PIECE = 4096;

    private final WritableByteChannel channel;

    OutputSink(WritableByteChannel channel) {
        this.channel = channel;
    }

    /** Returns the process's standard output; it stays open. */
    @SuppressWarnings("resource") // closing it would close the process's standard output
    static OutputSink standard() {
        return new OutputSink(new FileOutputStream(FileDescriptor.out).getChannel());
    }

    @Override
    public int chunk() {
        return PIPE_PIECE;
    }

    @Override
    public void prepare() {
        // Nobody can move standard output away.
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public void close() {
        // Standard output belongs to the process.
    }
}

package io.gwanmun.gateway.observability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.pipeline.Ticker;

/**
 * A file that lines are appended to. Once a second it looks whether the path still names the file it writes to, and opens
 * the path anew when a rotation moved or removed that file. While the path cannot be opened, lines go on to the old file.
 * A rotation that copies and truncates works as well, because every write appends.
 */
final class FileSink implements LineSink {

    private static final int PIECE = 64 * 1024;
    private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();

    private final Path path;
    private final Ticker ticker;
    private FileChannel channel;
    private @Nullable Object key;
    private long lookedNanos;

    /**
     * Opens the file, making it when there is none; its directory has to be there.
     *
     * @throws UncheckedIOException when the file cannot be opened for writing
     */
    FileSink(Path path, Ticker ticker) {
        this.path = path;
        this.ticker = ticker;
        try {
            channel = open();
            key = key();
        } catch (IOException e) {
            throw new UncheckedIOException("access-log.file: " + path + " (expected: a file that can be written)", e);
        }
        lookedNanos = ticker.nanos();
    }

    @Override
    public int chunk() {
        return PIECE;
    }

    @Override
    public void prepare() {
        long now = ticker.nanos();
        if (now - lookedNanos < LOOK_NANOS) {
            return;
        }
        lookedNanos = now;
        try {
            if (!Files.exists(path) || !Objects.equals(key, key())) {
                reopen();
            }
        } catch (IOException e) {
            // The old file is still open and takes the lines; the next look tries again.
            return;
        }
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // All lines are written; a descriptor that does not close dies with the process.
            return;
        }
    }

    private void reopen() throws IOException {
        FileChannel fresh = open();
        close();
        channel = fresh;
        key = key();
    }

    private FileChannel open() throws IOException {
        return FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    /** Returns what tells one file from another on this file system, null where it cannot be told. */
    private @Nullable Object key() throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }
}

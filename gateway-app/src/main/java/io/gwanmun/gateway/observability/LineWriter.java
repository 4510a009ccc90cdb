package io.gwanmun.gateway.observability;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Turns waiting events into lines and hands them on in large pieces that end with a line. Knows neither threads nor time:
 * each call of {@link #drain} is one round. Used by one thread at a time.
 *
 * <p>Lines that cannot be written are given up and counted, so a full disk never becomes a full memory. When a failed
 * write had got half a line out, the next piece starts on a new line.
 */
final class LineWriter {

    private final EventRing events;
    private final LineFormat format;
    private final LineSink sink;
    private final Losses losses;
    private final LineBuffer buffer;
    private int lines;
    private boolean torn;

    LineWriter(EventRing events, LineFormat format, LineSink sink, Losses losses) {
        this.events = events;
        this.format = format;
        this.sink = sink;
        this.losses = losses;
        this.buffer = new LineBuffer(2 * sink.chunk());
    }

    /** Hears of lines that were given up. */
    @FunctionalInterface
    interface Losses {

        /** Takes note of so many lines, 1 or more, lost to this error. */
        void lost(int lines, IOException why);
    }

    /** Writes the events that are waiting and returns how many there were. */
    int drain() {
        sink.prepare();
        int taken = 0;
        AccessEvent event = events.poll();
        while (event != null) {
            append(event);
            taken++;
            event = events.poll();
        }
        if (lines > 0) {
            write(buffer.length(), lines);
        }
        return taken;
    }

    private void append(AccessEvent event) {
        int before = buffer.length();
        format.append(event, buffer);
        if (lines > 0 && buffer.length() > sink.chunk()) {
            write(before, lines);
        }
        lines++;
    }

    private void write(int bytes, int count) {
        ByteBuffer piece = buffer.head(bytes);
        try {
            if (torn) {
                sink.write(ByteBuffer.wrap(new byte[] {'\n'}));
                torn = false;
            }
            sink.write(piece);
        } catch (IOException e) {
            torn |= piece.position() > 0 && piece.get(piece.position() - 1) != '\n';
            losses.lost(count, e);
        }
        buffer.discard(bytes);
        lines = 0;
    }
}

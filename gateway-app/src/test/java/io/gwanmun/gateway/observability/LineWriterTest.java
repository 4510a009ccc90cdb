package io.gwanmun.gateway.observability;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LineWriterTest {

    private final EventRing events = new EventRing(1000);
    private final Pieces pieces = new Pieces(10);
    private final List<Integer> lost = new ArrayList<>();
    private final LineWriter writer = new LineWriter(
            events, (event, out) -> out.number(event.epochMillis).ascii('\n'), pieces, (lines, why) -> lost.add(lines));

    @Test
    void drainWhenNothingWaitsThenWritesNothing() {
        assertThat(writer.drain()).isZero();
        assertThat(pieces.written).isEmpty();
        assertThat(pieces.prepared).isEqualTo(1);
    }

    @Test
    void drainWhenEventsWaitThenPiecesEndWithALineAndKeepTheBound() {
        offer(1111, 2222, 3333, 4444, 5555);

        assertThat(writer.drain()).isEqualTo(5);
        assertThat(pieces.written).containsExactly("1111\n2222\n", "3333\n4444\n", "5555\n");
    }

    @Test
    void drainWhenALineIsLongerThanAPieceThenItGoesAlone() {
        offer(1, 123_456_789_012_345L, 2);

        assertThat(writer.drain()).isEqualTo(3);
        assertThat(pieces.written).containsExactly("1\n", "123456789012345\n", "2\n");
    }

    @Test
    void drainWhenAWriteFailsThenCountsItsLinesAndGoesOn() {
        pieces.takes = 0;
        offer(1111, 2222, 3333);
        assertThat(writer.drain()).isEqualTo(3);
        assertThat(lost).containsExactly(2, 1);

        pieces.takes = Integer.MAX_VALUE;
        offer(4444);
        assertThat(writer.drain()).isEqualTo(1);
        assertThat(pieces.written).containsExactly("4444\n");
        assertThat(lost).containsExactly(2, 1);
    }

    @Test
    void drainWhenHalfALineWasWrittenThenTheNextStartsANewOne() {
        pieces.takes = 7;
        offer(1111, 2222);
        writer.drain();

        pieces.takes = Integer.MAX_VALUE;
        offer(3333, 4444);
        writer.drain();

        assertThat(String.join("", pieces.written)).isEqualTo("1111\n22\n3333\n4444\n");
        assertThat(lost).containsExactly(2);
    }

    @Test
    void drainWhenWholeLinesWereWrittenThenNoEmptyLineFollows() {
        pieces.takes = 5;
        offer(1111, 2222);
        writer.drain();

        pieces.takes = Integer.MAX_VALUE;
        offer(3333);
        writer.drain();

        assertThat(String.join("", pieces.written)).isEqualTo("1111\n3333\n");
    }

    private void offer(long... times) {
        for (long time : times) {
            assertThat(events.offer(new AccessEvent(Outcomes.full(), time))).isTrue();
        }
    }

    /** A way out that takes so many bytes in all and then fails. */
    private static final class Pieces implements LineSink {

        private final List<String> written = new ArrayList<>();
        private final int chunk;
        private int prepared;
        private int takes = Integer.MAX_VALUE;

        Pieces(int chunk) {
            this.chunk = chunk;
        }

        @Override
        public int chunk() {
            return chunk;
        }

        @Override
        public void prepare() {
            prepared++;
        }

        @Override
        public void write(ByteBuffer bytes) throws IOException {
            int count = Math.min(takes, bytes.remaining());
            takes -= count;
            byte[] taken = new byte[count];
            bytes.get(taken);
            if (count > 0) {
                written.add(new String(taken, StandardCharsets.US_ASCII));
            }
            if (bytes.hasRemaining()) {
                throw new IOException("No space left on device");
            }
        }

        @Override
        public void close() {}
    }
}

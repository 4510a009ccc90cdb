package io.gwanmun.gateway.observability;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * Bytes of lines on their way out, reused for as long as the program runs. Grows to the longest need and stays there.
 * Used by one thread at a time.
 */
final class LineBuffer {

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int SECOND_LENGTH = "2026-01-01T00:00:00".length();

    private byte[] bytes;
    private int length;
    private long prefixSecond = Long.MIN_VALUE;
    private byte[] prefix = new byte[0];

    LineBuffer(int capacity) {
        bytes = new byte[capacity];
    }

    int length() {
        return length;
    }

    /** Returns a view of the first bytes; good until the next change. */
    ByteBuffer head(int count) {
        return ByteBuffer.wrap(bytes, 0, count);
    }

    /** Takes the first bytes away. */
    void discard(int count) {
        System.arraycopy(bytes, count, bytes, 0, length - count);
        length -= count;
    }

    /** Appends a character below 128. */
    LineBuffer ascii(char c) {
        room(1);
        bytes[length++] = (byte) c;
        return this;
    }

    /** Appends text of this program's own; all of it below 128. */
    LineBuffer ascii(String text) {
        int count = text.length();
        room(count);
        for (int i = 0; i < count; i++) {
            bytes[length++] = (byte) text.charAt(i);
        }
        return this;
    }

    /**
     * Appends text of anybody's. Quotes and backslashes get a backslash; whatever is not printable ASCII becomes a
     * <code>&#92;u</code> escape of four digits, so neither line breaks, nor terminal sequences, nor characters that turn
     * the direction of text reach the log. The result is valid inside a JSON string.
     *
     * @param lowest the lowest character that stands for itself: a space where text is quoted, {@code !} where it is not
     */
    LineBuffer escaped(String text, char lowest) {
        int count = text.length();
        room(6 * count);
        for (int i = 0; i < count; i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                bytes[length++] = '\\';
                bytes[length++] = (byte) c;
            } else if (c >= lowest && c <= '~') {
                bytes[length++] = (byte) c;
            } else {
                escape(c);
            }
        }
        return this;
    }

    private void escape(char c) {
        bytes[length++] = '\\';
        bytes[length++] = 'u';
        bytes[length++] = HEX[c >> 12];
        bytes[length++] = HEX[c >> 8 & 15];
        bytes[length++] = HEX[c >> 4 & 15];
        bytes[length++] = HEX[c & 15];
    }

    /** Appends a whole number. */
    LineBuffer number(long value) {
        if (value < 0) {
            // No field is negative; the rare wrong one is worth a slow way and no more.
            return ascii(Long.toString(value));
        }
        int digits = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            digits++;
        }
        padded(value, digits);
        return this;
    }

    /** Appends nanoseconds as milliseconds with three decimals, cut and not rounded. */
    LineBuffer millis(long nanos) {
        long micros = nanos / 1000;
        number(micros / 1000).ascii('.');
        padded(micros % 1000, 3);
        return this;
    }

    /** Appends an instant as ISO text in UTC with milliseconds. */
    LineBuffer instant(long epochMillis) {
        long second = Math.floorDiv(epochMillis, 1000L);
        if (second != prefixSecond) {
            String text = Instant.ofEpochSecond(second).toString();
            prefix = text.substring(0, SECOND_LENGTH).getBytes(StandardCharsets.US_ASCII);
            prefixSecond = second;
        }
        room(prefix.length);
        System.arraycopy(prefix, 0, bytes, length, prefix.length);
        length += prefix.length;
        ascii('.');
        padded(Math.floorMod(epochMillis, 1000L), 3);
        return ascii('Z');
    }

    private void padded(long value, int digits) {
        room(digits);
        long rest = value;
        for (int at = length + digits - 1; at >= length; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
    }

    private void room(int count) {
        if (bytes.length - length < count) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
        }
    }
}

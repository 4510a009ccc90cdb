package io.gwanmun.gateway.ingress.http;

import io.netty.buffer.ByteBuf;
import io.netty.util.internal.StringUtil;

/**
 * Looks at the size of each chunk before Netty does, which takes any number of leading zeros: more digits than a number of 64
 * bits has are read as another number by some (<a href="https://datatracker.ietf.org/doc/html/rfc9112#section-7.1">RFC
 * 9112</a>). It follows the chunks of one body by what the decoder has read of them; all else in them is left to the decoder.
 */
final class ChunkSizes {

    private static final int MOST_DIGITS = 16;
    private static final int CRLF = 2;

    /** Bytes of the chunk that begins at what is read next: its line, its content, its end; 0 when that is not known. */
    private long announced;

    /** Bytes of the present chunk that have not been read; 0 before the line of one. */
    private long due;

    private boolean last;

    /** A body begins. */
    void begin() {
        due = 0;
        last = false;
    }

    /** Says whether the size that comes next, if one does, is not too long; whole or not. */
    boolean isSound(ByteBuf in) {
        if (due > 0 || last) {
            return true;
        }
        int start = in.readerIndex();
        int most = Math.min(in.readableBytes(), MOST_DIGITS + 1);
        int digits = 0;
        long size = 0;
        for (; digits < most; digits++) {
            int digit = StringUtil.decodeHexNibble(in.getByte(start + digits));
            if (digit < 0) {
                break;
            }
            size = size << 4 | digit;
        }
        int end = in.indexOf(start, in.writerIndex(), (byte) '\n');
        announced = end < 0 ? 0 : end - start + 1 + (size == 0 ? 0 : size + CRLF);
        last = end >= 0 && size == 0;
        return digits <= MOST_DIGITS;
    }

    /** So many bytes were read since {@link #isSound} was asked. */
    void read(int bytes) {
        due = (due > 0 ? due : announced) - bytes;
    }
}

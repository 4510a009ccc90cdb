package io.gwanmun.gateway.integration.http;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.EncoderException;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequestEncoder;

/**
 * Writes requests and makes sure that no header ends before its own end, wherever the headers came from: a head of n
 * headers holds exactly 2n control characters, the ends of its lines, besides the tabs that a value may have
 * (<a href="https://datatracker.ietf.org/doc/html/rfc9110#section-5.5">RFC 9110</a>).
 */
final class LegEncoder extends HttpRequestEncoder {

    private static final long LOW_BITS = 0x7f7f7f7f7f7f7f7fL;
    private static final long TO_SPACE = 0x6060606060606060L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    @Override
    protected void encodeHeaders(HttpHeaders headers, ByteBuf buf) {
        int start = buf.writerIndex();
        super.encodeHeaders(headers, buf);
        int beyond = countControls(buf, start, buf.writerIndex()) - 2 * headers.size();
        if (beyond != 0 && beyond != countTabs(buf, start)) {
            buf.release();
            throw new EncoderException("A header holds a control character");
        }
    }

    private static int countTabs(ByteBuf buf, int from) {
        int count = 0;
        for (int at = from; at < buf.writerIndex(); at++) {
            if (buf.getByte(at) == '\t') {
                count++;
            }
        }
        return count;
    }

    /** Counts the bytes below a space, eight at a time: adding 0x60 carries into the high bit of all others. */
    static int countControls(ByteBuf buf, int from, int to) {
        int count = 0;
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            long eight = buf.getLong(at);
            count += Long.bitCount(~((eight & LOW_BITS) + TO_SPACE | eight) & HIGH_BITS);
        }
        for (; at < to; at++) {
            byte one = buf.getByte(at);
            if (one >= 0 && one < ' ') {
                count++;
            }
        }
        return count;
    }
}

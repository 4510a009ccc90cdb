package io.gwanmun.gateway.testing;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * How a stream of HTTP/2 ended.
 *
 * @param headers the fields of the answer, as {@code name: value}, in order; empty without an answer
 * @param body its body
 * @param reset the code of the reset of the stream, -1 without one
 * @param goneAway the code of the farewell to the connection, -1 without one
 */
public record Http2Reply(List<String> headers, byte[] body, int reset, int goneAway) {

    /** Codes of errors (RFC 9113, section 7). */
    public static final int PROTOCOL_ERROR = 1;

    public static final int FLOW_CONTROL_ERROR = 3;
    public static final int STREAM_CLOSED = 5;
    public static final int FRAME_SIZE_ERROR = 6;
    public static final int REFUSED_STREAM = 7;
    public static final int COMPRESSION_ERROR = 9;
    public static final int ENHANCE_YOUR_CALM = 11;

    /** Returns the status, 0 without an answer. */
    public int status() {
        return headers.isEmpty() ? 0 : Integer.parseInt(header(":status"));
    }

    /** Returns the value of a header, the first of several, empty when there is none. */
    public String header(String name) {
        List<String> values = Reply.values(headers, name);
        return values.isEmpty() ? "" : values.get(0);
    }

    /** Returns the answer in the form of HTTP/1.1. */
    public Reply asReply() {
        return new Reply("HTTP/2 " + status(), headers, body, reset < 0 && goneAway < 0);
    }

    @Override
    public String toString() {
        return "reset=" + reset + " goneAway=" + goneAway + ' ' + headers + ' '
                + new String(body, java.nio.charset.StandardCharsets.UTF_8);
    }

    /** Puts the frames of a stream together. */
    static final class Reading {

        private final List<String> headers = new ArrayList<>();
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private int reset = -1;
        private int goneAway = -1;
        private boolean over;

        void head(boolean ours, List<String> fields) {
            if (ours && !fields.contains(":status: 100")) {
                headers.addAll(fields);
            }
        }

        void data(boolean ours, byte[] content) {
            if (ours) {
                body.writeBytes(content);
            }
        }

        void reset(boolean ours, int code) {
            if (ours) {
                reset = code;
                over = true;
            }
        }

        /** A farewell with an error ends all streams; the connection is closed after it. */
        void goneAway(int code) {
            goneAway = code;
        }

        void ended(boolean end) {
            over |= end;
        }

        boolean isOver() {
            return over;
        }

        Http2Reply closed() {
            return reply();
        }

        Http2Reply reply() {
            return new Http2Reply(List.copyOf(headers), body.toByteArray(), reset, goneAway);
        }
    }
}

package io.gwanmun.gateway.integration.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;

/**
 * A connection to a {@link RawServer} that speaks HTTP/2 frame by frame, well or badly. The first call of a client comes on
 * stream 3.
 */
final class FramePeer {

    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int GOAWAY = 7;
    static final int END_STREAM = 1;
    static final int END_HEADERS = 4;
    static final int MAX_CONCURRENT_STREAMS = 3;
    static final int INITIAL_WINDOW_SIZE = 4;
    static final int REFUSED_STREAM = 7;
    static final int INTERNAL_ERROR = 2;

    private static final int PREFACE = 24;
    private static final int FLOOD = 5000;
    private static final int ACK = 1;
    private static final int CONTINUATION = 9;
    private static final int LARGEST_FRAME = 16384;

    private final RawServer.Peer peer;
    private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(true, 65536);

    private FramePeer(RawServer.Peer peer) {
        this.peer = peer;
    }

    /** A frame as it came. */
    record Frame(int type, int flags, int stream, byte[] payload) {

        boolean ends() {
            return (flags & END_STREAM) != 0;
        }

        /** Returns the error code of a reset. */
        int code() {
            return ByteBuffer.wrap(payload).getInt();
        }
    }

    /** Something done with frames. */
    @FunctionalInterface
    interface Script {
        void run(FramePeer peer) throws IOException, InterruptedException;
    }

    /** Starts a server that begins well, with settings given as identifier and value in turn. */
    static RawServer running(Script script, int... settings) {
        return RawServer.running(peer -> script.run(greet(peer, settings)));
    }

    static FramePeer greet(RawServer.Peer peer, int... settings) throws IOException {
        FramePeer made = new FramePeer(peer);
        peer.read(PREFACE);
        made.settings(settings);
        return made;
    }

    RawServer.Peer raw() {
        return peer;
    }

    void settings(int... settings) throws IOException {
        ByteBuffer payload = ByteBuffer.allocate(settings.length / 2 * 6);
        for (int i = 0; i < settings.length; i += 2) {
            payload.putShort((short) settings[i]).putInt(settings[i + 1]);
        }
        frame(SETTINGS, 0, 0, payload.array());
    }

    /** Returns the next frame that is of a call, or a farewell. */
    Frame next() throws IOException {
        while (true) {
            byte[] head = peer.read(9);
            if (head.length < 9) {
                throw new IOException("ended");
            }
            ByteBuffer fields = ByteBuffer.wrap(head);
            int first = fields.getInt();
            Frame frame = new Frame(first & 0xff, fields.get(), fields.getInt(), peer.read(first >>> 8));
            if (frame.type() == SETTINGS && frame.flags() == 0) {
                frame(SETTINGS, ACK, 0, new byte[0]);
            } else if (frame.type() == DATA
                    || frame.type() == HEADERS
                    || frame.type() == RST_STREAM
                    || frame.type() == GOAWAY) {
                return frame;
            }
        }
    }

    /** Returns the next head of a request; a reset before it may be the second word on a stream that is over. */
    Http2Headers request() throws IOException {
        Frame frame = next();
        while (frame.type() == RST_STREAM) {
            frame = next();
        }
        if (frame.type() != HEADERS) {
            throw new IOException("no head: " + frame);
        }
        return headers(frame);
    }

    /** Returns the fields of a head. */
    Http2Headers headers(Frame frame) throws IOException {
        ByteBuf block = Unpooled.wrappedBuffer(frame.payload());
        try {
            return decoder.decodeHeaders(frame.stream(), block);
        } catch (Http2Exception e) {
            throw new IOException(e);
        }
    }

    /** Waits for the next reset, and notes which stream it ends. */
    void noteReset() throws IOException {
        Frame frame = next();
        while (frame.type() != RST_STREAM) {
            frame = next();
        }
        peer.note("reset " + frame.stream() + " " + frame.code());
    }

    /** Sends a head; fields are name and value in turn. */
    void head(int stream, boolean ended, String... fields) throws IOException {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        for (int i = 0; i < fields.length; i++) {
            if (i % 2 == 0) {
                block.write(0);
            }
            literal(block, fields[i].getBytes(StandardCharsets.ISO_8859_1));
        }
        byte[] all = block.toByteArray();
        int from = 0;
        do {
            int to = Math.min(from + LARGEST_FRAME, all.length);
            int flags = (to == all.length ? END_HEADERS : 0) | (ended && from == 0 ? END_STREAM : 0);
            frame(from == 0 ? HEADERS : CONTINUATION, flags, stream, Arrays.copyOfRange(all, from, to));
            from = to;
        } while (from < all.length);
    }

    /** Answers with 200 and a body. */
    void answer(int stream, String body) throws IOException {
        head(stream, false, ":status", "200");
        data(stream, true, body);
    }

    void data(int stream, boolean ended, String body) throws IOException {
        frame(DATA, ended ? END_STREAM : 0, stream, body.getBytes(StandardCharsets.ISO_8859_1));
    }

    void reset(int stream, int code) throws IOException {
        frame(RST_STREAM, 0, stream, ByteBuffer.allocate(4).putInt(code).array());
    }

    void goAway(int lastStream) throws IOException {
        frame(GOAWAY, 0, 0, ByteBuffer.allocate(8).putInt(lastStream).putInt(0).array());
    }

    void frame(int type, int flags, int stream, byte[] payload) throws IOException {
        peer.write(bytes(type, flags, stream, payload));
    }

    /** Sends frames of a connection in one go until the client has had enough. */
    void flood(int type, byte[] payload) throws IOException {
        ByteArrayOutputStream many = new ByteArrayOutputStream();
        for (int i = 0; i < FLOOD; i++) {
            many.writeBytes(bytes(type, 0, 0, payload));
        }
        while (true) {
            peer.write(many.toByteArray());
        }
    }

    private static byte[] bytes(int type, int flags, int stream, byte[] payload) {
        return ByteBuffer.allocate(9 + payload.length)
                .putInt(payload.length << 8 | type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }

    /** RFC 7541 section 5.2: a length with a prefix of seven bits, and the bytes as they are. */
    private static void literal(ByteArrayOutputStream block, byte[] bytes) {
        if (bytes.length < 127) {
            block.write(bytes.length);
        } else {
            block.write(127);
            int rest = bytes.length - 127;
            while (rest >= 128) {
                block.write(rest & 127 | 128);
                rest >>>= 7;
            }
            block.write(rest);
        }
        block.writeBytes(bytes);
    }
}

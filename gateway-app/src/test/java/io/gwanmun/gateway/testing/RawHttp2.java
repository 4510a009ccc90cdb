package io.gwanmun.gateway.testing;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;

/**
 * One HTTP/2 connection in clear, with prior knowledge, of a client that sends any frame it is told, also those that no
 * client may send, and shows the frames it gets (<a href="https://datatracker.ietf.org/doc/html/rfc9113">RFC 9113</a>).
 */
public final class RawHttp2 implements AutoCloseable {

    /** Types of frames. */
    public static final int DATA = 0;

    public static final int HEADERS = 1;
    public static final int PRIORITY = 2;
    public static final int RST_STREAM = 3;
    public static final int SETTINGS = 4;
    public static final int PUSH_PROMISE = 5;
    public static final int PING = 6;
    public static final int GOAWAY = 7;
    public static final int WINDOW_UPDATE = 8;
    public static final int CONTINUATION = 9;

    /** Flags of frames; the acknowledgement of settings and pings has the bit of the end of a stream. */
    public static final int END_STREAM = 1;

    public static final int ACK = 1;
    public static final int END_HEADERS = 4;

    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private static final int PATIENCE_MILLIS = 20_000;
    private static final int LONGEST = 1 << 24;

    private final Socket socket;
    private final DataInputStream in;
    private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false, LONGEST);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /**
     * A frame.
     *
     * @param type its type
     * @param flags its flags
     * @param stream its stream, 0 for the connection
     * @param payload what it holds
     */
    public record Frame(int type, int flags, int stream, byte[] payload) {

        /** Returns the number of 32 bits at a place. */
        public int number(int at) {
            return ByteBuffer.wrap(payload).getInt(at);
        }
    }

    private RawHttp2(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream()));
    }

    /** Connects to a port of this machine and sends the preface and empty settings. */
    public static RawHttp2 to(int port) {
        return silent(port).begin();
    }

    /** Sends the preface and empty settings on a connection that was made already, such as one with TLS. */
    public static RawHttp2 over(Socket socket) {
        try {
            return new RawHttp2(socket).begin();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RawHttp2 begin() {
        out.writeBytes(PREFACE.getBytes(StandardCharsets.US_ASCII));
        return frame(SETTINGS, 0, 0, new byte[0]).flush();
    }

    /** Connects to a port of this machine and sends nothing. */
    public static RawHttp2 silent(int port) {
        try {
            Socket socket = new Socket();
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return new RawHttp2(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a header block: each field a literal that is not indexed, given as {@code name=value}. */
    public static byte[] block(String... fields) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        for (String field : fields) {
            int split = field.indexOf('=', 1);
            block.write(0);
            literal(block, field.substring(0, split));
            literal(block, field.substring(split + 1));
        }
        return block.toByteArray();
    }

    /** Returns the fields of a request, further ones after the four that each has. */
    public static String[] request(String method, String authority, String path, String... more) {
        List<String> fields = new ArrayList<>(
                List.of(":method=" + method, ":scheme=http", ":authority=" + authority, ":path=" + path));
        fields.addAll(List.of(more));
        return fields.toArray(String[]::new);
    }

    /** Adds a string in HPACK without the code of Huffman. */
    public static void literal(ByteArrayOutputStream block, String text) {
        byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
        if (octets.length < 127) {
            block.write(octets.length);
        } else {
            block.write(127);
            int rest = octets.length - 127;
            for (; rest >= 128; rest >>>= 7) {
                block.write(rest & 127 | 128);
            }
            block.write(rest);
        }
        block.writeBytes(octets);
    }

    /** Adds a frame to what the next {@link #flush()} sends. */
    public RawHttp2 frame(int type, int flags, int stream, byte... payload) {
        ByteBuffer head = ByteBuffer.allocate(9);
        head.putInt(payload.length << 8 | type).put((byte) flags).putInt(stream);
        out.writeBytes(head.array());
        out.writeBytes(payload);
        return this;
    }

    /** Adds a frame that holds one number of 32 bits. */
    public RawHttp2 frameOf(int type, int stream, int number) {
        return frame(type, 0, stream, ByteBuffer.allocate(4).putInt(number).array());
    }

    /** Adds a request without a body. */
    public RawHttp2 headers(int stream, String... fields) {
        return frame(HEADERS, END_STREAM | END_HEADERS, stream, block(fields));
    }

    /** Adds the head of a request with a body. */
    public RawHttp2 open(int stream, String... fields) {
        return frame(HEADERS, END_HEADERS, stream, block(fields));
    }

    /** Sends the frames that were added; what the other side no longer takes is lost. */
    public RawHttp2 flush() {
        try {
            socket.getOutputStream().write(out.toByteArray());
            out.reset();
        } catch (IOException e) {
            out.reset();
        }
        return this;
    }

    /** Says whether frames that were added are taken by the other side; sends them. */
    public boolean isTaken() {
        try {
            socket.getOutputStream().write(out.toByteArray());
            return true;
        } catch (IOException e) {
            return false;
        } finally {
            out.reset();
        }
    }

    /** Reads frames until a stream ends or the connection does, sends the acknowledgements that are due meanwhile. */
    public Http2Reply reply(int stream) {
        flush();
        Http2Reply.Reading reading = new Http2Reply.Reading();
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        while (!reading.isOver()) {
            Frame frame = next();
            if (frame == null) {
                return reading.closed();
            }
            acknowledge(frame);
            boolean ours = frame.stream() == stream;
            switch (frame.type()) {
                case GOAWAY -> reading.goneAway(frame.number(4));
                case RST_STREAM -> reading.reset(ours, frame.number(0));
                case DATA -> reading.data(ours, frame.payload());
                case HEADERS, CONTINUATION -> {
                    block.writeBytes(frame.payload());
                    if ((frame.flags() & END_HEADERS) != 0) {
                        reading.head(ours, decoded(frame.stream(), block.toByteArray()));
                        block.reset();
                    }
                }
                default -> {}
            }
            boolean endable = frame.type() == DATA || frame.type() == HEADERS;
            reading.ended(ours && endable && (frame.flags() & END_STREAM) != 0);
        }
        return reading.reply();
    }

    /** Reads to the end of the connection; returns the code of the last farewell, -1 without one. */
    public int farewell() {
        flush();
        int code = -1;
        for (Frame frame = next(); frame != null; frame = next()) {
            code = frame.type() == GOAWAY ? frame.number(4) : code;
        }
        return code;
    }

    /** Returns the next frame, null when the connection ended. */
    @org.jspecify.annotations.Nullable
    public Frame next() {
        try {
            int head = in.readInt();
            int flags = in.readUnsignedByte();
            int stream = in.readInt();
            return new Frame(head & 0xFF, flags, stream, in.readNBytes(head >>> 8));
        } catch (EOFException | SocketException e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void acknowledge(Frame frame) {
        if (frame.type() == SETTINGS && (frame.flags() & ACK) == 0) {
            frame(SETTINGS, ACK, 0).flush();
        }
    }

    private List<String> decoded(int stream, byte[] block) {
        List<String> fields = new ArrayList<>();
        try {
            decoder.decodeHeaders(stream, Unpooled.wrappedBuffer(block))
                    .forEach(field -> fields.add(field.getKey() + ": " + field.getValue()));
            return fields;
        } catch (Http2Exception e) {
            throw new AssertionError("the answer's header block is broken", e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

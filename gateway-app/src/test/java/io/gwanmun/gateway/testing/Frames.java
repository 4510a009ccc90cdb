package io.gwanmun.gateway.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/** WebSocket frames as bytes, right ones and wrong ones. */
public final class Frames {

    /** The opcode of a continuation. */
    public static final int CONTINUATION = 0;
    /** The opcode of text. */
    public static final int TEXT = 1;
    /** The opcode of binary data. */
    public static final int BINARY = 2;
    /** The opcode of a close. */
    public static final int CLOSE = 8;
    /** The opcode of a ping. */
    public static final int PING = 9;
    /** The opcode of a pong. */
    public static final int PONG = 10;
    /** The bit of the first byte that says that a frame ends its message. */
    public static final int FIN = 0x80;

    private static final byte[] MASK = {1, 2, 3, 4};

    private Frames() {}

    /** Returns the head of a handshake with the key of RFC 6455's example. */
    public static String handshake(String target, String... headers) {
        String[] all = new String[headers.length + 4];
        all[0] = "Connection: keep-alive, Upgrade";
        all[1] = "Upgrade: websocket";
        all[2] = "Sec-WebSocket-Version: 13";
        all[3] = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
        System.arraycopy(headers, 0, all, 4, headers.length);
        return RawClient.head("GET", target, all);
    }

    /** Returns the head of a service's agreement to a handshake. */
    public static String agreement(List<String> handshake, String... headers) {
        String key = Reply.values(handshake, "Sec-WebSocket-Key").get(0);
        StringBuilder head = new StringBuilder("HTTP/1.1 101 Switching Protocols\r\n")
                .append("Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: ")
                .append(accept(key))
                .append("\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return head.append("\r\n").toString();
    }

    private static String accept(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1")
                    .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.ISO_8859_1));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns text as a client sends it. */
    public static byte[] fromClient(String text) {
        return fromClient(FIN | TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns a frame as a client sends it. */
    public static byte[] fromClient(int first, byte[] payload) {
        return frame(first, payload, true);
    }

    /** Returns text as a service sends it. */
    public static byte[] fromService(String text) {
        return fromService(FIN | TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns a frame as a service sends it. */
    public static byte[] fromService(int first, byte[] payload) {
        return frame(first, payload, false);
    }

    /** Returns the payload of a close frame. */
    public static byte[] close(int code, String reason) {
        byte[] words = reason.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(2 + words.length)
                .putShort((short) code)
                .put(words)
                .array();
    }

    /** Returns a frame. */
    public static byte[] frame(int first, byte[] payload, boolean masked) {
        int bit = masked ? 0x80 : 0;
        ByteBuffer bytes = ByteBuffer.allocate(14 + payload.length).put((byte) first);
        if (payload.length <= 125) {
            bytes.put((byte) (bit | payload.length));
        } else if (payload.length <= 0xFFFF) {
            bytes.put((byte) (bit | 126)).putShort((short) payload.length);
        } else {
            bytes.put((byte) (bit | 127)).putLong(payload.length);
        }
        if (masked) {
            bytes.put(MASK);
        }
        for (int i = 0; i < payload.length; i++) {
            bytes.put((byte) (masked ? payload[i] ^ MASK[i % 4] : payload[i]));
        }
        byte[] frame = new byte[bytes.position()];
        bytes.flip().get(frame);
        return frame;
    }

    /** Joins bytes. */
    public static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** Reads the next frame; "end" when the connection ended instead. */
    public static String read(Bytes from) {
        try {
            byte[] head = from.read(2);
            if (head.length < 2) {
                return "end";
            }
            boolean masked = (head[1] & 0x80) != 0;
            int length = head[1] & 0x7F;
            if (length == 126) {
                length = ByteBuffer.wrap(from.read(2)).getShort() & 0xFFFF;
            } else if (length == 127) {
                length = (int) ByteBuffer.wrap(from.read(8)).getLong();
            }
            byte[] mask = masked ? from.read(4) : new byte[4];
            byte[] payload = from.read(length);
            for (int i = 0; i < payload.length; i++) {
                payload[i] ^= mask[i % 4];
            }
            return (masked ? "masked " : "") + shown(head[0] & 0xFF, payload);
        } catch (IOException e) {
            // A reset is an end too.
            return "end";
        }
    }

    private static String shown(int first, byte[] payload) {
        String open = (first & FIN) == 0 ? "..." : "";
        return switch (first & 0x0F) {
            case CLOSE ->
                payload.length < 2
                        ? "close"
                        : "close " + (ByteBuffer.wrap(payload).getShort() & 0xFFFF)
                                + new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8)
                                        .transform(reason -> reason.isEmpty() ? "" : " " + reason);
            case PING -> "ping " + new String(payload, StandardCharsets.UTF_8);
            case PONG -> "pong " + new String(payload, StandardCharsets.UTF_8);
            case TEXT -> "text " + new String(payload, StandardCharsets.UTF_8) + open;
            case CONTINUATION -> "more " + new String(payload, StandardCharsets.UTF_8) + open;
            default -> "binary " + payload.length + open;
        };
    }

    /** Where bytes come from. */
    @FunctionalInterface
    public interface Bytes {
        /** Returns a number of bytes, fewer when the connection ends. */
        byte[] read(int length) throws IOException;
    }
}

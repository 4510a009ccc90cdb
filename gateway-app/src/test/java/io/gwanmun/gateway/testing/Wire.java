package io.gwanmun.gateway.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Reads messages of HTTP/1.1 byte by byte, without any leniency a test could be deceived by. */
final class Wire {

    private static final int PART = 1 << 16;

    private final InputStream in;

    Wire(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /** Returns the lines of a head; empty when the connection ended before it. */
    List<String> head() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (true) {
            int one = in.read();
            if (one < 0) {
                if (head.size() == 0) {
                    return List.of();
                }
                throw new EOFException("inside a head: " + head.toString(StandardCharsets.ISO_8859_1));
            }
            head.write(one);
            if (one == '\n' && head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                String text = head.toString(StandardCharsets.ISO_8859_1);
                return Arrays.asList(text.substring(0, text.length() - 4).split("\r\n", -1));
            }
        }
    }

    /** Reads the body a head announces into a sink; false when the connection ended inside it. */
    boolean body(List<String> headers, boolean untilClose, ByteArrayOutputStream sink) throws IOException {
        List<String> length = Reply.values(headers, "Content-Length");
        if (Reply.values(headers, "Transfer-Encoding").contains("chunked")) {
            return chunks(sink);
        }
        if (!length.isEmpty()) {
            return exactly(Integer.parseInt(length.get(0)), sink);
        }
        if (untilClose) {
            in.transferTo(sink);
        }
        return true;
    }

    byte[] bytes(int length) throws IOException {
        return in.readNBytes(length);
    }

    long skip(long length) throws IOException {
        byte[] part = new byte[PART];
        long skipped = 0;
        int read = 0;
        while (skipped < length && read >= 0) {
            read = in.read(part, 0, (int) Math.min(PART, length - skipped));
            skipped += Math.max(read, 0);
        }
        return skipped;
    }

    /** Returns the bytes to the end of the connection. */
    byte[] rest() throws IOException {
        return in.readAllBytes();
    }

    /** Returns the content of the next chunk, empty for the last one. */
    byte[] chunk() throws IOException {
        String digits = line();
        if (!digits.matches("[0-9a-fA-F]{1,7}")) {
            throw new IOException("no size of a chunk: " + digits);
        }
        int size = Integer.parseInt(digits, 16);
        byte[] content = in.readNBytes(size);
        if (!line().isEmpty()) {
            throw new IOException("a chunk of " + size + " bytes is longer than it says");
        }
        return content;
    }

    private boolean chunks(ByteArrayOutputStream sink) throws IOException {
        try {
            byte[] content = chunk();
            while (content.length > 0) {
                sink.write(content);
                content = chunk();
            }
            return true;
        } catch (EOFException e) {
            return false;
        }
    }

    private boolean exactly(int length, ByteArrayOutputStream sink) throws IOException {
        byte[] content = in.readNBytes(length);
        sink.write(content);
        return content.length == length;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int one = in.read();
        while (one != '\n') {
            if (one < 0) {
                throw new EOFException("inside a line");
            }
            line.write(one);
            one = in.read();
        }
        return line.toString(StandardCharsets.ISO_8859_1).strip();
    }
}

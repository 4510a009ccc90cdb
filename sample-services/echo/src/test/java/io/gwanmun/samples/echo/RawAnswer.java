package io.gwanmun.samples.echo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** What comes back on a bare connection, byte by byte, where an HTTP client would hide it. */
final class RawAnswer implements AutoCloseable {

    private final Socket socket;
    private final InputStream in;

    private RawAnswer(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
    }

    /** Sends a request head of these lines; the server is told to close, unless it does so anyway. */
    static RawAnswer to(int port, String... lines) throws IOException {
        Socket socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(10_000);
        String head = String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
        return new RawAnswer(socket);
    }

    /** The lines up to the empty one, each ended by a line feed; carriage returns are left out. */
    String head() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("ended in the head: " + head.toString(StandardCharsets.ISO_8859_1));
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1).replace("\r", "").trim();
    }

    /** All that comes until the server closes in an orderly way. */
    String rest() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    /** The next byte, or -1 at an orderly end, waiting at most so many milliseconds. */
    int next(int millis) throws IOException {
        socket.setSoTimeout(millis);
        return in.read();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

package io.gwanmun.gateway.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One connection of a client that sends exactly the bytes it is told and shows those it gets. */
public final class RawClient implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final Wire wire;

    private RawClient(Socket socket) throws IOException {
        this.socket = socket;
        this.wire = new Wire(socket.getInputStream());
    }

    /** Connects to a port of this machine. */
    public static RawClient to(int port) {
        return to(port, 0);
    }

    /** Connects with a receive buffer of a size, so that the other side feels soon that nothing is read. */
    public static RawClient to(int port, int receiveBuffer) {
        try {
            Socket socket = new Socket();
            if (receiveBuffer > 0) {
                socket.setReceiveBufferSize(receiveBuffer);
            }
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return new RawClient(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Uses a connection that was made already, such as one with TLS. */
    public static RawClient over(Socket socket) {
        try {
            return new RawClient(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the connection itself. */
    public Socket socket() {
        return socket;
    }

    /** Sends one request without a body on a connection of its own and returns the answer. */
    public static Reply call(int port, String method, String target, String... headers) {
        try (RawClient client = to(port)) {
            return client.send(head(method, target, headers)).replyTo(method);
        }
    }

    /** Returns the head of a request; with a {@code Host} field unless one is given. */
    public static String head(String method, String target, String... headers) {
        StringBuilder head = new StringBuilder(method + ' ' + target + " HTTP/1.1\r\n");
        if (Reply.values(List.of(headers), "Host").isEmpty()) {
            head.append("Host: gateway.test\r\n");
        }
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return head.append("\r\n").toString();
    }

    /** Sends bytes, one for each character. */
    public RawClient send(String bytes) {
        return send(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends bytes. */
    public RawClient send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends as many of the bytes as the other side takes before it closes the connection. */
    public RawClient sendWhatIsTaken(byte[] bytes) {
        try {
            return send(bytes);
        } catch (UncheckedIOException e) {
            // What the other side said before it closed can still be read.
            return this;
        }
    }

    /** Sends bytes as one chunk of a body. */
    public RawClient sendChunk(byte[] content) {
        return send(Integer.toHexString(content.length) + "\r\n").send(content).send("\r\n");
    }

    /** Reads the answer to a request that was not {@code HEAD}. */
    public Reply reply() {
        return replyTo("GET");
    }

    /** Reads the answer to a request of a method. */
    public Reply replyTo(String method) {
        try {
            List<String> head = wire.head();
            if (head.isEmpty()) {
                throw new AssertionError("the connection was closed without an answer");
            }
            List<String> headers = head.subList(1, head.size());
            int status = Integer.parseInt(head.get(0).split(" ", -1)[1]);
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            boolean bodiless = method.equals("HEAD") || status < 200 || status == 204 || status == 304;
            boolean complete = bodiless || complete(headers, body);
            return new Reply(head.get(0), headers, body.toByteArray(), complete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a head only, its first line included. */
    public List<String> replyHead() {
        return reading(wire::head);
    }

    /** Reads one chunk of a body whose head was read. */
    public String chunk() {
        return new String(reading(wire::chunk), StandardCharsets.ISO_8859_1);
    }

    /** Reads a number of bytes, fewer when the connection ends. */
    public byte[] bytes(int length) {
        return reading(() -> wire.bytes(length));
    }

    /** Says whether the other side closed the connection and sent nothing more; waits for it. */
    public boolean isClosed() {
        return reading(() -> wire.bytes(1)).length == 0;
    }

    /** Returns all bytes to the end of the connection, be it a close or a reset. */
    public String untilEnd() {
        StringBuilder all = new StringBuilder();
        try {
            for (byte[] one = wire.bytes(1); one.length > 0; one = wire.bytes(1)) {
                all.append((char) (one[0] & 0xFF));
            }
        } catch (SocketException e) {
            return all.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all.toString();
    }

    /** Returns all bytes to the end of the connection. */
    public String rest() {
        return new String(reading(wire::rest), StandardCharsets.ISO_8859_1);
    }

    /** Says that no more bytes will be sent. */
    public RawClient finish() {
        try {
            socket.shutdownOutput();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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

    private boolean complete(List<String> headers, ByteArrayOutputStream body) throws IOException {
        try {
            return wire.body(headers, true, body);
        } catch (SocketException e) {
            // A reset inside a body is a broken connection too.
            return false;
        }
    }

    private static <T> T reading(Reading<T> what) {
        try {
            return what.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read() throws IOException;
    }
}

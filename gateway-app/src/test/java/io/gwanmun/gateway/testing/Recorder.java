package io.gwanmun.gateway.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A service that answers every request with {@code ok}, keeps its connections open, and keeps every byte it got. It reads
 * without leniency, so bytes that are no request are kept as a part of one and show up as something that was not expected.
 */
public final class Recorder implements AutoCloseable {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\n";

    private final List<Received> received = new ArrayList<>();
    private final RawServer server;

    private Recorder() {
        server = RawServer.playing(this::serve);
    }

    /** Starts a recorder on a free port. */
    public static Recorder started() {
        return new Recorder();
    }

    /** Returns the address as a target of an upstream. */
    public String url() {
        return server.url();
    }

    /** Returns host and port. */
    public String authority() {
        return "127.0.0.1:" + server.port();
    }

    /** Returns how many connections were made. */
    public int connections() {
        return server.connections();
    }

    /** Returns what was received, whole or broken off, in the order in which it ended, and forgets it. */
    public List<Received> take() {
        synchronized (received) {
            List<Received> all = List.copyOf(received);
            received.clear();
            return all;
        }
    }

    @Override
    public void close() {
        server.close();
    }

    private void serve(RawServer.Peer peer) throws IOException {
        boolean more = true;
        while (more) {
            Received next = read(peer);
            more = next.complete();
            if (more || !next.head().isEmpty()) {
                synchronized (received) {
                    received.add(next);
                }
            }
            if (more) {
                peer.write(next.head().get(0).startsWith("HEAD ") ? OK : OK + "ok");
            }
        }
    }

    private static Received read(RawServer.Peer peer) {
        List<String> head = List.of();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try {
            head = peer.head();
            boolean complete = !head.isEmpty() && peer.body(head, body);
            return new Received(peer.number(), head, body.toString(StandardCharsets.ISO_8859_1), complete);
        } catch (IOException | RuntimeException e) {
            List<String> part = head.isEmpty() ? brokenHead(e) : head;
            return new Received(peer.number(), part, body.toString(StandardCharsets.ISO_8859_1), false);
        }
    }

    /** A connection that was reset between two requests is none that broke off. */
    private static List<String> brokenHead(Exception e) {
        return e instanceof java.net.SocketException ? List.of() : List.of(String.valueOf(e.getMessage()));
    }

    /**
     * What came on a connection for one request.
     *
     * @param connection the number of the connection, from 1
     * @param head the lines of the head
     * @param body the content of the body
     * @param complete whether all of it came
     */
    public record Received(int connection, List<String> head, String body, boolean complete) {

        /** Returns the request line. */
        public String line() {
            return head.get(0);
        }

        /** Returns all values of a header, in order. */
        public List<String> all(String name) {
            return Reply.values(head, name);
        }
    }

    /** Returns the header lines of a request but those of some names, names in lower case, in order of the alphabet. */
    public static List<String> linesWithout(Received request, List<String> names) {
        return request.head().stream()
                .skip(1)
                .map(Recorder::withLowerName)
                .filter(line -> !names.contains(line.substring(0, Math.max(0, line.indexOf(':')))))
                .sorted()
                .toList();
    }

    private static String withLowerName(String line) {
        int colon = Math.max(0, line.indexOf(':'));
        return line.substring(0, colon).toLowerCase(java.util.Locale.ROOT) + line.substring(colon);
    }
}

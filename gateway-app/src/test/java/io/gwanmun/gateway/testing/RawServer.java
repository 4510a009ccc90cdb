package io.gwanmun.gateway.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A service that does what a script says, byte by byte; each connection has a thread of its own. */
public final class RawServer implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 20;

    private final ServerSocket listener;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicLong sent = new AtomicLong();
    private volatile Scene scene;

    /** What is done with one connection; it is closed afterwards. */
    @FunctionalInterface
    public interface Script {
        /** Plays the script. */
        void play(Peer peer) throws IOException, InterruptedException;
    }

    private RawServer(ServerSocket listener, Script script) {
        this.listener = listener;
        this.scene = new Scene(script);
        daemon(this::acceptAll);
    }

    /** Starts a server on a free port. */
    public static RawServer playing(Script script) {
        try {
            return new RawServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a server that answers every request without a body with the same bytes. */
    public static RawServer answering(String response) {
        return playing(repeating(response));
    }

    /** Returns a script that answers every request without a body with the same bytes. */
    public static Script repeating(String response) {
        return peer -> {
            while (!peer.head().isEmpty()) {
                peer.write(response);
            }
        };
    }

    /** Plays another script on the connections to come; what connections made before note is not heard any more. */
    public void plays(Script next) {
        scene = new Scene(next);
    }

    /** Returns the port. */
    public int port() {
        return listener.getLocalPort();
    }

    /** Returns the address as a target of an upstream. */
    public String url() {
        return "http://127.0.0.1:" + port();
    }

    /** Returns how many connections were made. */
    public int connections() {
        return sockets.size();
    }

    /** Returns how many bytes scripts have handed to their sockets. */
    public long sent() {
        return sent.get();
    }

    /** Waits for the next thing a script noted. */
    public String note() {
        try {
            String note = scene.notes().poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return note == null ? "nothing happened" : note;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    /** Lets a script go on that waits for it. */
    public void proceed() {
        scene.permits().release();
    }

    /** Closes all connections made until now. */
    public void hangUp() {
        try {
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
            hangUp();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void acceptAll() {
        try {
            while (true) {
                Socket socket = listener.accept();
                sockets.add(socket);
                Peer peer = new Peer(this, scene, socket, sockets.size());
                daemon(peer::play);
            }
        } catch (IOException e) {
            // The test is over.
            return;
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** A script with what it tells the test and waits for. */
    private record Scene(Script script, BlockingQueue<String> notes, Semaphore permits) {

        Scene(Script script) {
            this(script, new LinkedBlockingQueue<>(), new Semaphore(0));
        }
    }

    /** One accepted connection. */
    public static final class Peer {

        private final RawServer server;
        private final Scene scene;
        private final Socket socket;
        private final int number;
        private final Wire wire;
        private final OutputStream out;

        private Peer(RawServer server, Scene scene, Socket socket, int number) throws IOException {
            this.server = server;
            this.scene = scene;
            this.socket = socket;
            this.number = number;
            this.wire = new Wire(socket.getInputStream());
            this.out = socket.getOutputStream();
        }

        /** Returns which connection this is, from 1. */
        public int number() {
            return number;
        }

        /** Tells the test something. */
        public void note(String what) {
            scene.notes().add(what);
        }

        /** Returns the lines of a request's head, none when the connection was closed instead. */
        public List<String> head() throws IOException {
            return wire.head();
        }

        /** Returns the body that a head announces. */
        public byte[] body(List<String> head) throws IOException {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            if (!body(head, body)) {
                note("body cut");
            }
            return body.toByteArray();
        }

        /** Reads the body that a head announces into a sink; false when the connection ended inside it. */
        public boolean body(List<String> head, ByteArrayOutputStream sink) throws IOException {
            return wire.body(head.subList(1, head.size()), false, sink);
        }

        /** Returns a number of bytes, fewer when the connection ends. */
        public byte[] bytes(int length) throws IOException {
            return wire.bytes(length);
        }

        /** Reads a number of bytes and forgets them; returns how many came. */
        public long skip(long length) throws IOException {
            return wire.skip(length);
        }

        /** Waits until the test says so. */
        public void await() throws InterruptedException {
            scene.permits().acquire();
        }

        /** Reads to the end of the connection, orderly or not, and notes that it came. */
        public void awaitClose() {
            try {
                wire.rest();
            } catch (IOException e) {
                // A reset is an end too.
                note("closed");
                return;
            }
            note("closed");
        }

        /** Sends bytes, one for each character. */
        public void write(String bytes) throws IOException {
            write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        }

        /** Sends bytes. */
        public void write(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
            server.sent.addAndGet(bytes.length);
        }

        /** Closes the connection by a reset. */
        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        private void play() {
            try (socket) {
                scene.script().play(this);
            } catch (IOException e) {
                note("broken");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

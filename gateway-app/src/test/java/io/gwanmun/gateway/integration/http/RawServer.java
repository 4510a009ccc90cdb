package io.gwanmun.gateway.integration.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
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
import javax.net.ServerSocketFactory;

import org.jspecify.annotations.Nullable;

/** A server that does what a script says, byte by byte; each connection has a thread, and requests are noted. */
final class RawServer implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 10;

    private final ServerSocket listener;
    private final Script script;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final Semaphore permits = new Semaphore(0);

    /** What is done with one connection; it is closed afterwards. */
    @FunctionalInterface
    interface Script {
        void run(Peer peer) throws IOException, InterruptedException;
    }

    private RawServer(ServerSocket listener, Script script) {
        this.listener = listener;
        this.script = script;
        daemon(this::acceptAll);
    }

    static RawServer running(Script script) {
        return running(ServerSocketFactory.getDefault(), script);
    }

    static RawServer running(ServerSocketFactory sockets, Script script) {
        try {
            return new RawServer(sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers every request of every connection with the same bytes. */
    static RawServer answering(String response) {
        return running(peer -> {
            while (peer.readHead() != null) {
                peer.write(response);
            }
        });
    }

    int port() {
        return listener.getLocalPort();
    }

    int connections() {
        return sockets.size();
    }

    /** Waits for the next thing a script noted. */
    String event() throws InterruptedException {
        String event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return event == null ? "nothing happened" : event;
    }

    /** Lets a script go on that waits for it. */
    void proceed() {
        permits.release();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void acceptAll() {
        try {
            while (true) {
                Socket socket = listener.accept();
                sockets.add(socket);
                Peer peer = new Peer(this, socket, sockets.size());
                daemon(() -> peer.play(script));
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
    }

    /** One accepted connection. */
    static final class Peer {

        private final RawServer server;
        private final Socket socket;
        private final int number;
        private final InputStream in;
        private final OutputStream out;

        Peer(RawServer server, Socket socket, int number) throws IOException {
            this.server = server;
            this.socket = socket;
            this.number = number;
            this.in = socket.getInputStream();
            this.out = socket.getOutputStream();
        }

        /** Returns which connection this is, from 1. */
        int number() {
            return number;
        }

        Socket socket() {
            return socket;
        }

        void note(@Nullable String event) {
            server.events.add(String.valueOf(event));
        }

        /** Returns a request's head, or null when the connection was closed instead. */
        @Nullable
        String readHead() throws IOException {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            int one = in.read();
            while (one >= 0) {
                head.write(one);
                if (one == '\n' && head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                    return head.toString(StandardCharsets.ISO_8859_1);
                }
                one = in.read();
            }
            return null;
        }

        byte[] read(int length) throws IOException {
            return in.readNBytes(length);
        }

        /** Waits until the test says so. */
        void await() throws InterruptedException {
            server.permits.acquire();
        }

        /** Reads until the text given has come. */
        String readUntil(String end) throws IOException {
            StringBuilder text = new StringBuilder();
            while (text.indexOf(end) < 0) {
                int one = in.read();
                if (one < 0) {
                    break;
                }
                text.append((char) one);
            }
            return text.toString();
        }

        /** Reads to the end and notes that it came, orderly or not. */
        void awaitClose() throws IOException {
            try {
                in.transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                // A reset is a close too.
            }
            note("closed");
        }

        void write(String bytes) throws IOException {
            out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        }

        void write(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }

        private void play(Script script) {
            try (socket) {
                script.run(this);
            } catch (IOException e) {
                note("broken");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
